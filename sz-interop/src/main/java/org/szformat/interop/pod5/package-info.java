/**
 * POD5, read and written: the format of ONT's {@code pod5-file-format}, from its published specification.
 *
 * <p>A POD5 file holds three Arrow tables, for signals, runs and reads. Tables of versions 1 to 4 are read, and those
 * that came before the first; version 4 is written.
 *
 * <table>
 * <caption>Fields and columns</caption>
 * <tr><th>field here</th><th>POD5</th><th>on the way</th></tr>
 * <tr><td>{@code read_id}</td><td>{@code read_id}</td><td>16 bytes become the UUID's text in lower case</td></tr>
 * <tr><td>{@code run_id}</td><td>{@code run_info}</td><td>the run's {@code acquisition_id}</td></tr>
 * <tr><td>{@code channel well read_number}</td><td>the same</td><td></td></tr>
 * <tr><td>{@code start_sample}</td><td>{@code start}</td><td>samples since the run began</td></tr>
 * <tr><td>{@code digitisation}</td><td>the run's {@code adc_min}, {@code adc_max}</td>
 *     <td>{@code adc_max − adc_min + 1}</td></tr>
 * <tr><td>{@code offset}</td><td>{@code calibration_offset}</td><td>32-bit to 64-bit float, exact</td></tr>
 * <tr><td>{@code range}</td><td>{@code calibration_scale}</td>
 *     <td>scale × digitisation, exact in 64 bits; divided again, it is the very scale, in picoamperes per step</td></tr>
 * <tr><td>{@code sampling_rate}</td><td>the run's {@code sample_rate}</td><td>samples per second</td></tr>
 * <tr><td>{@code median_before}</td><td>{@code median_before}</td><td>picoamperes</td></tr>
 * <tr><td>{@code end_reason}</td><td>{@code end_reason}</td><td></td></tr>
 * <tr><td>{@code end_reason_forced}</td><td>{@code end_reason_forced}</td><td>0 or 1</td></tr>
 * <tr><td>{@code raw_signal}</td><td>the rows of the signal table that {@code signal} lists</td><td>joined</td></tr>
 * <tr><td>all others</td><td>columns of the same name</td><td></td></tr>
 * </table>
 *
 * <p><b>NaN and missing</b> are kept apart: NaN is what POD5 itself writes for an unknown level, and stays NaN; a null is
 * a missing value, and the other way round. Of a column that an older table has not, floats are NaN, as the
 * specification says of {@code open_pore_level}, and others are missing.
 *
 * <p>A run's columns become the members of its object in the header's {@code runs}, under their names: numbers as
 * numbers, times as {@code 2023-06-02T14:12:59.057Z}, the maps {@code context_tags} and {@code tracking_id} as objects (as
 * lists of pairs when a key is given twice or a value is null), null as {@code null}. Of rows for the same run the first
 * counts, as in ONT's library; that others differ is a warning, unless they differ in the digitisation or the sampling
 * rate, which is refused. The header's {@code pod5} has what the file says of itself.
 *
 * <p><b>In place</b>, a read is found by its batch of the reads table and its row there; a scan for these reads no signal.
 */
@NullMarked
package org.szformat.interop.pod5;

import org.jspecify.annotations.NullMarked;
