package org.szformat.concurrent;

/**
 * What a writer has done so far, as of one moment. Immutable.
 *
 * <pre>{@code
 * WriterMetrics metrics = writer.metrics();
 * double ratio = (double) metrics.valueBytes() / metrics.encodedBytes();
 * }</pre>
 *
 * @param recordsAdmitted how many records were admitted
 * @param recordsWritten how many of them were encoded and appended to the file
 * @param chunksWritten how many chunks these make
 * @param valueBytes how large the values of the admitted records are, in bytes, as {@code Record.valueBytes} counts
 * @param encodedBytes how many encoded bytes were appended to the file
 * @param heldBytes how much memory the records take that are admitted and not yet appended, in bytes, as
 *     {@link WriterOptions#queueBytes} counts; encoded ones by their encoded size
 * @param peakHeldBytes the most that {@code heldBytes} ever was
 * @param blockedNanos for how long, in nanoseconds summed over all threads, calls of put had to wait for room; those that
 *     still wait and what they encode meanwhile included
 */
public record WriterMetrics(
        long recordsAdmitted,
        long recordsWritten,
        long chunksWritten,
        long valueBytes,
        long encodedBytes,
        long heldBytes,
        long peakHeldBytes,
        long blockedNanos) {}
