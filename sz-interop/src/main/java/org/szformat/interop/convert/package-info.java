/**
 * Conversion: records from many files of any formats, SZ among them, to one file of any format, by many threads, in
 * bounded memory, in order. {@link org.szformat.interop.convert.Conversion} is the way in.
 *
 * <p>It knows formats only as {@link org.szformat.exchange.RecordSource} and {@link org.szformat.exchange.RecordSink}.
 */
@NullMarked
package org.szformat.interop.convert;

import org.jspecify.annotations.NullMarked;
