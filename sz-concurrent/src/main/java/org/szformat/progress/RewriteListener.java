package org.szformat.progress;

/**
 * Is told now and then how far a rewriting is, by the thread that called it; so it should not take its time.
 *
 * <pre>{@code
 * rewrite.onProgress(progress -> bar.stepTo(progress.sourceBytesRead()), Duration.ofMillis(200))
 * }</pre>
 */
@FunctionalInterface
public interface RewriteListener {

    /** Called when the interval has passed since the last call, and a last time before the target gets its name. */
    void progress(RewriteProgress progress);
}
