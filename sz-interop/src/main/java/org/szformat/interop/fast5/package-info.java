/**
 * FAST5, read: single-read and multi-read files of all versions that MinKNOW and its converters wrote, which are HDF5 files
 * with agreed names in them. They are not written: the format is retired by those who made it.
 *
 * <table>
 * <caption>Fields and where they come from</caption>
 * <tr><th>field here</th><th>FAST5</th><th>on the way</th></tr>
 * <tr><td>{@code read_id}</td><td>{@code Raw}, attribute {@code read_id}</td>
 *     <td>must be that of the group's name, where it has one</td></tr>
 * <tr><td>{@code run_id}</td><td>the read's attribute {@code run_id}, else that of {@code tracking_id}</td><td></td></tr>
 * <tr><td>{@code channel}</td><td>{@code channel_id}, attribute {@code channel_number}</td><td>text becomes a number</td></tr>
 * <tr><td>{@code well}</td><td>{@code Raw}, attribute {@code start_mux}</td><td></td></tr>
 * <tr><td>{@code start_sample}</td><td>{@code Raw}, attribute {@code start_time}</td><td>samples since the run began</td></tr>
 * <tr><td>{@code read_number median_before end_reason}</td><td>{@code Raw}, attributes of that name</td>
 *     <td>an {@code end_reason} that is an enumeration becomes its label</td></tr>
 * <tr><td>{@code digitisation offset range sampling_rate}</td><td>{@code channel_id}, attributes of that name</td>
 *     <td></td></tr>
 * <tr><td>{@code raw_signal}</td><td>{@code Raw}, dataset {@code Signal}</td>
 *     <td>if {@code duration} says otherwise, a warning does</td></tr>
 * <tr><td>{@code fastq}</td><td>dataset {@code Fastq} of the last {@code Basecall_1D_…} of {@code Analyses}</td>
 *     <td></td></tr>
 * <tr><td>{@code move_table}</td><td>dataset {@code Move} there, or the moves of its {@code Events}</td><td></td></tr>
 * <tr><td>{@code move_table_stride}</td><td>attribute {@code block_stride} of its summary</td><td>samples per move</td></tr>
 * <tr><td>{@code first_sample_template}</td><td>attribute of that name of the last {@code Segmentation_…}</td>
 *     <td>where the move table begins in the signal</td></tr>
 * <tr><td>all others</td><td>scalar attributes of the read, {@code Raw} and {@code channel_id}</td>
 *     <td>under their names</td></tr>
 * </table>
 *
 * <p>What a read has not is missing; NaN stays NaN. The attributes of {@code tracking_id} and {@code context_tags} are the
 * run's, in the header's {@code runs}. What else there is in {@code Analyses} is not read, and {@code warnings} says so.
 *
 * <p>HDF5 itself is jHDF's work; whatever it throws at a damaged file becomes a
 * {@link org.szformat.SzFormatException} in {@link org.szformat.interop.fast5.Hdf}. The filter VBZ (number 32020, versions
 * 0 and 1) is here, from the description of it that {@code vbz_compression} by ONT is.
 */
@NullMarked
package org.szformat.interop.fast5;

import org.jspecify.annotations.NullMarked;
