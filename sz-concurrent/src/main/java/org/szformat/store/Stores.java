package org.szformat.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.layout.OnExisting;
import org.szformat.rewrite.Rewrite;
import org.szformat.rewrite.RewriteResult;
import org.szformat.schema.Schema;

/**
 * A list of stores, in which datasets are found by name: the first store that has one counts. New datasets go into every
 * store that {@linkplain Store#wants wants} them, and are copied from any store to another, compressed and cut into chunks
 * as is best there. Readers need to know neither store nor compressor: files say how they are encoded.
 *
 * <pre>{@code
 * Store work = Store.of(Path.of("/ssd/runs"));
 * Store archive = Store.of(Path.of("/mnt/archive"));
 * Stores stores = Stores.of(work, archive, Store.of(Path.of("/mnt/shared")).readOnly());
 * try (DatasetWriter writer = stores.create("run-7", schema, WriterOptions.defaults())) {
 *     writer.put(record);
 * }
 * stores.copy("older-run", archive, rewrite -> rewrite.compressor("bz2").chunkBytes(64L << 20));
 * try (CompressedFile.Reader reader = stores.open("older-run")) {
 *     System.out.println(reader.size());
 * }
 * }</pre>
 *
 * <p>Methods that take a name throw an {@link IllegalArgumentException} when {@link Store} does not allow it. Immutable, so
 * safe for use by many threads; each call looks at the folders anew.
 */
public final class Stores {
    private final List<Store> stores;

    private Stores(List<Store> stores) {
        this.stores = stores;
    }

    /**
     * Some stores, to be searched in this order.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Stores of(Store... stores) {
        return of(List.of(stores));
    }

    /**
     * Some stores, to be searched in this order.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Stores of(List<Store> stores) {
        if (stores.isEmpty()) {
            throw new IllegalArgumentException("there is no store");
        }
        return new Stores(List.copyOf(stores));
    }

    /** The stores, in the order in which they are searched. Unmodifiable. */
    public List<Store> stores() {
        return stores;
    }

    /**
     * Whether any store has a dataset.
     *
     * @throws IOException when a folder cannot be looked at
     */
    public boolean isStored(String name) throws IOException {
        return where(name).isPresent();
    }

    /**
     * The file of a dataset in the first store that has it, if one has.
     *
     * @throws IOException when a folder cannot be looked at
     */
    public Optional<Path> where(String name) throws IOException {
        for (Store store : stores) {
            Optional<Path> file = store.where(name);
            if (file.isPresent()) {
                return file;
            }
        }
        return Optional.empty();
    }

    /**
     * The names of all datasets that any store has, sorted, each once.
     *
     * @throws IOException when a folder cannot be looked at
     */
    public List<String> names() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (Store store : stores) {
            names.addAll(store.names());
        }
        return List.copyOf(names);
    }

    /**
     * Opens a dataset of the first store that has it.
     *
     * @throws NoSuchFileException when none has it; the message names the stores
     * @throws IOException when it cannot be read
     */
    public CompressedFile.Reader open(String name) throws IOException {
        return CompressedFile.open(find(name));
    }

    private Path find(String name) throws IOException {
        Optional<Path> file = where(name);
        if (file.isEmpty()) {
            throw new NoSuchFileException(
                    name,
                    null,
                    "there is no such dataset in "
                            + stores.stream().map(Store::toString).collect(Collectors.joining(", ")));
        }
        return file.get();
    }

    /**
     * Begins a dataset, in every store that wants it. It appears there, under its name, when the writer is closed.
     *
     * @param options how each of its files is written; {@link org.szformat.layout.WriteOptions#onExisting} says what becomes
     *     of datasets that have the name already. The queue and the threads are those of each file
     * @throws FileAlreadyExistsException when a store that wants it has a dataset of that name, which is not to be replaced
     * @throws FileSystemException when no store wants it
     * @throws IllegalArgumentException when the layout cannot hold the schema or has not the codecs asked for
     * @throws IOException when it cannot be begun; nothing is left of it then
     */
    public DatasetWriter create(String name, Schema schema, WriterOptions options) throws IOException {
        OnExisting onExisting = options.writeOptions().onExisting();
        List<Store> wanting = stores.stream().filter(store -> store.wants(name)).toList();
        if (wanting.isEmpty()) {
            throw new FileSystemException(
                    name,
                    null,
                    "none of these stores wants it: "
                            + stores.stream().map(Store::toString).collect(Collectors.joining(", ")));
        }
        // Two stores may be one folder under two names.
        Map<Path, Path> places = new LinkedHashMap<>();
        for (Store store : wanting) {
            Path place = place(name, store, onExisting);
            places.putIfAbsent(store.folder().toRealPath(), place);
        }
        return DatasetWriter.begin(List.copyOf(places.values()), schema, options);
    }

    private static Path place(String name, Store store, OnExisting onExisting) throws IOException {
        Path place = store.placeFor(name);
        if (onExisting == OnExisting.REFUSE && Files.exists(place)) {
            throw new FileAlreadyExistsException(place.toString());
        }
        return place;
    }

    /**
     * Copies a dataset as it is: chunk by chunk, undecoded where the layout allows it.
     *
     * @param to any store, of this list or not
     * @throws IOException as {@link #copy(String, Store, OnExisting, UnaryOperator)} says
     * @throws InterruptedException when the thread is interrupted; the dataset is not there then
     */
    public RewriteResult copy(String name, Store to) throws IOException, InterruptedException {
        return copy(name, to, OnExisting.REFUSE, UnaryOperator.identity());
    }

    /**
     * Copies a dataset, rewriting it on the way. It appears in the store when it is whole.
     *
     * @param to any store, of this list or not
     * @param onExisting what becomes of a dataset that the store has under this name
     * @param how what is done to it, such as {@code rewrite -> rewrite.compressor("bz2").chunkRecords(1000)}
     * @throws NoSuchFileException when no store has it
     * @throws FileAlreadyExistsException when the other store has one of that name, which is not to be replaced, or is that
     *     in which it was found
     * @throws FileSystemException when the store is read-only or takes no such names; the message names store and dataset
     * @throws IllegalArgumentException when what is to be done cannot be
     * @throws IOException when it cannot be read or written; what the store had is untouched
     * @throws InterruptedException when the thread is interrupted; what the store had is untouched
     */
    public RewriteResult copy(String name, Store to, OnExisting onExisting, UnaryOperator<Rewrite> how)
            throws IOException, InterruptedException {
        Path from = find(name);
        Path place = place(name, to, onExisting);
        if (Files.exists(place) && Files.isSameFile(from, place)) {
            throw new FileAlreadyExistsException(place.toString(), null, "is the dataset that was to be copied");
        }
        return how.apply(Rewrite.from(from)).to(place, onExisting);
    }

    /**
     * Copies all datasets that another store wants and has not, one after the other, in the order of their names. When one
     * fails, those before it are there, and calling this again goes on with it.
     *
     * @param to any store, of this list or not
     * @param how as {@link #copy(String, Store, OnExisting, UnaryOperator)} takes it
     * @return what was copied, by name
     * @throws FileSystemException when the store is read-only
     * @throws IllegalArgumentException when what is to be done cannot be
     * @throws IOException when one cannot be read or written
     * @throws InterruptedException when the thread is interrupted
     */
    public Map<String, RewriteResult> copyAll(Store to, UnaryOperator<Rewrite> how)
            throws IOException, InterruptedException {
        Map<String, RewriteResult> copied = new LinkedHashMap<>();
        for (String name : names()) {
            boolean isWanted = to.isReadOnly() || to.wants(name);
            if (isWanted && !to.isStored(name)) {
                copied.put(name, copy(name, to, OnExisting.REFUSE, how));
            }
        }
        return copied;
    }

    @Override
    public String toString() {
        return stores.toString();
    }
}
