package org.szformat.interop.convert;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.exchange.RecordSource;
import org.szformat.merge.HeaderMerge;
import org.szformat.merge.SchemaUnion;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * What all inputs together are, found out before anything is written: each is opened and closed again, as many at once as
 * there are threads.
 *
 * @param inputs those that can be opened, each with its schema in case its format tells none
 * @param schema of all of them
 * @param header of all of them
 * @param bytes how large they are together
 * @param damaged those that cannot be opened and were passed over
 */
record InputScan(
        List<Input> inputs, Schema schema, Header header, long bytes, List<ConversionResult.DamagedInput> damaged) {

    private record Seen(Input input, Schema schema, Header header, long bytes) {}

    static InputScan of(List<Input> all, ConversionOptions options, ConversionListener listener)
            throws IOException, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(options.threads(), work -> {
            Thread thread = new Thread(work, "sz-scan");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return scan(all, workers, options, listener);
        } finally {
            workers.shutdownNow();
        }
    }

    private static InputScan scan(
            List<Input> all, ExecutorService workers, ConversionOptions options, ConversionListener listener)
            throws IOException, InterruptedException {
        SchemaUnion schemas = new SchemaUnion(options.schemas());
        HeaderMerge headers = new HeaderMerge(options.runs());
        headers.add(null, options.header());
        List<Input> sound = new ArrayList<>();
        List<ConversionResult.DamagedInput> damaged = new ArrayList<>();
        long bytes = 0;
        Iterator<Input> next = all.iterator();
        Deque<Future<Seen>> ahead = new ArrayDeque<>();
        for (Input input : all) {
            while (ahead.size() <= 2 * options.threads() && next.hasNext()) {
                Input later = next.next();
                ahead.add(workers.submit(() -> look(later)));
            }
            try {
                Seen seen = result(ahead.remove());
                schemas.add(input.path(), seen.schema());
                headers.add(input.path(), seen.header());
                sound.add(seen.input());
                bytes += seen.bytes();
            } catch (SzFormatException e) {
                if (options.damaged() == ConversionOptions.Damaged.STOP) {
                    throw e;
                }
                listener.damaged(input.path(), Damage.of(e));
                damaged.add(new ConversionResult.DamagedInput(input.path(), 0, 1, 0));
            }
        }
        if (sound.isEmpty()) {
            throw new IOException(all.isEmpty() ? "there is nothing to convert" : "none of the inputs can be read");
        }
        headers.warnings().forEach(listener::warning);
        return new InputScan(sound, schemas.schema(), headers.header(), bytes, damaged);
    }

    private static Seen look(Input input) throws IOException {
        try (RecordSource source = input.open()) {
            return new Seen(input.withSchema(source.schema()), source.schema(), source.header(), source.bytes());
        }
    }

    private static Seen result(Future<Seen> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            } else if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            } else if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e);
        }
    }
}
