/**
 * SLOW5 and BLOW5, read and written: {@link org.szformat.interop.slow5.Slow5Format} and
 * {@link org.szformat.interop.slow5.Blow5Format}.
 *
 * <table>
 * <caption>What fields become</caption>
 * <tr><th>SLOW5</th><th>here</th><th>remarks</th></tr>
 * <tr><td>{@code read_id}</td><td>{@code read_id} S, the key</td><td>does not begin with # or @; each once in a file,
 *     unless the option {@code duplicate-ids=keep} is given</td></tr>
 * <tr><td>{@code read_group}</td><td>{@code run_id} S</td><td>a key of the header's {@code runs}</td></tr>
 * <tr><td>{@code digitisation offset range sampling_rate}</td><td>the same, F64</td><td>levels, levels, picoamperes, samples
 *     per second</td></tr>
 * <tr><td>{@code len_raw_signal raw_signal}</td><td>{@code raw_signal} I16</td><td>never missing; a missing one is written
 *     as an empty one</td></tr>
 * <tr><td>{@code channel_number}, a string</td><td>{@code channel} U16</td><td>when that of the first record is a decimal
 *     number of 16 bits; else S. The option {@code channel} says which</td></tr>
 * <tr><td>{@code start_mux} uint8_t</td><td>{@code well} U8</td><td></td></tr>
 * <tr><td>{@code read_number} int32_t</td><td>{@code read_number} I64</td><td></td></tr>
 * <tr><td>{@code start_time} uint64_t</td><td>{@code start_sample} U64</td><td>samples since the run began</td></tr>
 * <tr><td>{@code median_before} double</td><td>{@code median_before} F64</td><td>picoamperes</td></tr>
 * <tr><td>{@code end_reason} enum</td><td>{@code end_reason} S</td><td>its label</td></tr>
 * <tr><td>other numbers</td><td>the same name, I8 to U64, F32, F64</td><td></td></tr>
 * <tr><td>other arrays</td><td>datasets of the same name</td><td>of enums: U8, the numbers of the labels; 255 where one is
 *     missing</td></tr>
 * <tr><td>other strings, chars and enums</td><td>S of the same name</td><td>of enums the label; a char is a character below
 *     256</td></tr>
 * </table>
 *
 * <p>Of those with a name of their own here, other types that hold no other values are taken too (a
 * {@code start_time} of uint32_t); a field of one of these SLOW5 names whose type may hold others keeps its name and
 * type, and one whose name is taken here by a field of another meaning or type gets {@code aux_} before it.
 *
 * <p><b>Missing values.</b> What SLOW5 takes for a missing value (a dot in text; in BLOW5 the largest integer of the type,
 * an empty array or string, char 0, enum 255) is missing here; but of real numbers it is NaN, which may just as well be a
 * value, as it is in POD5, and NaN it stays. A missing real number is written as NaN and so comes back as NaN; an empty array
 * or string comes back as missing. Values that are not missing but would be taken for it are refused when they are
 * integers. Within arrays these values stay what they are.
 *
 * <p><b>Runs.</b> Each read group is an entry of the header's {@code runs}, its attributes being strings in order and
 * missing ones left out. Its key is the attribute {@code run_id}; where several groups have the same, with {@code #} and
 * the number of the group behind it; where it is missing, {@code group-} and the number. When a header without read
 * groups is written, a run without the attribute {@code run_id} gets its key as that, members of objects within a run
 * become attributes of their own names, and without runs all reads are of one group.
 *
 * <p><b>Notes.</b> The header's key {@code slow5} keeps what is needed to write the same file again: {@code version},
 * {@code attributes} and {@code groups} (their order) and {@code fields} (order, SLOW5's {@code name} and {@code type}
 * with labels, and the {@code field} here). Without it, fields get the types that they have here, and those of the table
 * the names and types there. Version 0.2.0 is written whatever was read.
 *
 * <p><b>In place</b>, a record of BLOW5 is found by the range of bytes that begins with its length, one of SLOW5 by that of
 * its line. A scan for these decodes no arrays, and is cut into parts by slow5lib's index where there is one that fits the
 * file.
 *
 * <p>The package knows {@link org.szformat.interop.ReadFields} and no other format.
 */
@NullMarked
package org.szformat.interop.slow5;

import org.jspecify.annotations.NullMarked;
