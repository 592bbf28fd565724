package org.szformat.concurrent;

/**
 * Is told now and then how far a writer is.
 *
 * <pre>{@code
 * WriterOptions options = WriterOptions.defaults()
 *         .withProgress(metrics -> bar.stepTo(metrics.recordsWritten()), Duration.ofMillis(200));
 * }</pre>
 *
 * <p>It is called on a thread that the writer has for it alone, never by two threads at once and never under a lock. So it
 * may take its time, and it delays nobody but {@link CompressedFile.Writer#close} and {@link CompressedFile.Writer#abort},
 * which wait for its last call. It may use the writer, though one that keeps a reference to it keeps it from being
 * found forgotten; it must not wait for a thread that closes the writer.
 *
 * <p>When it throws anything, that is logged as a warning to {@code org.szformat.concurrent}, the listener is not called
 * again, and the writer goes on.
 */
@FunctionalInterface
public interface ProgressListener {

    /**
     * Called once in each interval, and a last time when the file is closed or given up, before that returns.
     *
     * @param metrics what the writer has done so far
     */
    void progress(WriterMetrics metrics);
}
