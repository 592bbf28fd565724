/**
 * The doors to other formats: what reads records from a file of another kind and what writes them to one, for any
 * format, found by {@link java.util.ServiceLoader}.
 *
 * <p>Reading: a {@link org.szformat.exchange.RecordSource} gives {@linkplain org.szformat.exchange.RecordSource.Part
 * parts} one after the other, which many threads decode to records at once. Writing: many threads hand records to
 * {@link org.szformat.exchange.RecordSink#encode}, and one appends what it made, in order. Values flow one way: part →
 * records → encoded part → target. Reading in place: a {@link org.szformat.exchange.RecordAccess} tells where each record
 * lies and reads it from there. {@link org.szformat.exchange.RecordFormats} is the way in.
 *
 * <p>Nothing here starts a thread or knows a format.
 */
@NullMarked
package org.szformat.exchange;

import org.jspecify.annotations.NullMarked;
