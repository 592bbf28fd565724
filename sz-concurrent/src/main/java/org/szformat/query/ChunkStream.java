package org.szformat.query;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The results of a {@link ChunkPool} as a stream; chunks without a result are passed over. */
final class ChunkStream<T> extends Spliterators.AbstractSpliterator<T> {
    private final ChunkPool<Query.Outcome<T>> pool;
    private final Function<Query.Outcome<T>, Optional<T>> told;
    private final LongConsumer progress;

    private ChunkStream(
            ChunkPool<Query.Outcome<T>> pool, Function<Query.Outcome<T>, Optional<T>> told, LongConsumer progress) {
        super(Long.MAX_VALUE, ORDERED | NONNULL);
        this.pool = pool;
        this.told = told;
        this.progress = progress;
    }

    static <T> Stream<T> of(
            ChunkPool<Query.Outcome<T>> pool, Function<Query.Outcome<T>, Optional<T>> told, LongConsumer progress) {
        return StreamSupport.stream(new ChunkStream<>(pool, told, progress), false)
                .onClose(pool::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        while (pool.hasNext()) {
            Optional<T> result = next();
            progress.accept(pool.records());
            if (result.isPresent()) {
                action.accept(result.get());
                return true;
            }
        }
        pool.close();
        return false;
    }

    private Optional<T> next() {
        try {
            return told.apply(pool.next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while reading");
            interrupted.initCause(e);
            throw new UncheckedIOException(interrupted);
        }
    }
}
