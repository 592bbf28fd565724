package org.szformat.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.json.JsonValue;
import org.szformat.layout.OnExisting;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.staging.StagedPath;

/**
 * A dataset that is being written into all stores that want it, by {@link Stores#create}. Every file gets the same records
 * in the same order. They take their names when the writer is closed, one after the other, once all are whole: when anything
 * fails before, none appears, and what they would have replaced is untouched.
 *
 * <p>Safe for use by many threads; where there are several files, puts are admitted to all of them one at a time.
 */
public final class DatasetWriter implements AutoCloseable {
    private final List<StagedPath> staged = new ArrayList<>();
    private final List<CompressedFile.Writer> writers = new ArrayList<>();
    private final List<Path> paths;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable IOException failure;
    private boolean ended;

    private DatasetWriter(List<Path> paths) {
        this.paths = paths;
    }

    static DatasetWriter begin(List<Path> paths, Schema schema, WriterOptions options) throws IOException {
        OnExisting onExisting = options.writeOptions().onExisting();
        DatasetWriter writer = new DatasetWriter(paths);
        try {
            for (Path path : paths) {
                StagedPath place = StagedPath.forSz(path, onExisting);
                writer.staged.add(place);
                writer.writers.add(CompressedFile.create(place.temporary(), schema, options));
            }
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.giveUp(e);
            throw e;
        }
    }

    /** Where it will be, in the order of the stores. Unmodifiable. */
    public List<Path> paths() {
        return paths;
    }

    /**
     * Adds a key to the header or changes it.
     *
     * @throws IOException when the writer has failed or was closed
     */
    public void putHeader(String key, JsonValue value) throws IOException {
        lock.lock();
        try {
            requireOpen();
            for (CompressedFile.Writer writer : writers) {
                writer.putHeader(key, value);
            }
        } catch (IOException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Admits a record to every file, waiting for room.
     *
     * @throws IllegalArgumentException when a file cannot hold it; the message says why
     * @throws IOException when a file has failed, or the writer was closed
     * @throws InterruptedException when the thread is interrupted; the record is in none of the files
     */
    public void put(Record record) throws IOException, InterruptedException {
        if (writers.size() == 1) {
            writers.get(0).put(record);
            return;
        }
        lock.lockInterruptibly();
        try {
            requireOpen();
            writers.get(0).put(record);
            putIntoOthers(record);
        } catch (IOException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    /** What the first file has admitted, the others get in any case. */
    private void putIntoOthers(Record record) throws IOException {
        boolean interrupted = false;
        for (int i = 1; i < writers.size(); ) {
            try {
                writers.get(i).put(record);
                i++;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireOpen() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private IOException failed(IOException e) {
        if (failure == null && !ended) {
            failure = e;
        }
        return e;
    }

    /**
     * Gives all files up, and removes what was written. Does nothing after {@link #close}.
     *
     * @throws IOException when something could not be removed
     */
    public void abort() throws IOException {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                IOException fault = release();
                if (fault != null) {
                    throw fault;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what was admitted, completes all files, then gives them their names. Does nothing when it was done before.
     *
     * @throws IOException when a file failed, by now or before; no file is there then that was not there before, unless the
     *     failure was to rename one after another had been renamed
     */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            try {
                requireOpen();
                for (CompressedFile.Writer writer : writers) {
                    writer.close();
                }
                for (StagedPath place : staged) {
                    place.commit();
                }
            } catch (IOException | RuntimeException e) {
                giveUp(e);
                throw e;
            }
            for (StagedPath place : staged) {
                place.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(Exception reason) {
        IOException fault = release();
        if (fault != null && fault != reason) {
            reason.addSuppressed(fault);
        }
    }

    /** Ends all writers and removes what has no name yet; what went wrong with that. */
    private @Nullable IOException release() {
        IOException fault = null;
        for (CompressedFile.Writer writer : writers) {
            try {
                writer.abort();
            } catch (IOException e) {
                fault = e;
            }
        }
        for (StagedPath place : staged) {
            try {
                place.close();
            } catch (IOException e) {
                fault = e;
            }
        }
        return fault;
    }
}
