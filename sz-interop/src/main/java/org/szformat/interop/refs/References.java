package org.szformat.interop.refs;

import java.nio.file.Path;
import java.util.Optional;
import org.szformat.exchange.FormatOptions;
import org.szformat.interop.convert.Input;

/**
 * The references of files: records that say where the values of a file's records lie.
 *
 * <pre>{@code
 * RecordFormat parquet = RecordFormats.named("parquet").orElseThrow();
 * try (Output output = Output.file(path, OnExisting.REFUSE, Optional.empty(), parquet, FormatOptions.defaults())) {
 *     Conversion.run(
 *             List.of(References.of(file)), output, ConversionOptions.defaults(), ConversionListener.NONE);
 * }
 * }</pre>
 *
 * <p>There is one for each column of each record, and where a long array is cut into several blocks one for each of these:
 *
 * <table>
 * <caption>Fields of references</caption>
 * <tr><th>field</th><th>type</th><th>what</th></tr>
 * <tr><td>those of the record</td><td></td><td>all attributes, the ID among them; one whose name is also below has
 *     {@code record_} before it</td></tr>
 * <tr><td>{@code column}</td><td>S</td><td>the field whose values these are; missing where the bytes are all of a
 *     record</td></tr>
 * <tr><td>{@code part}</td><td>I32</td><td>the number of the block among those of the record's column, from 0</td></tr>
 * <tr><td>{@code file}</td><td>S</td><td>the file that has the bytes</td></tr>
 * <tr><td>{@code block_offset}</td><td>I64</td><td>where they begin in it</td></tr>
 * <tr><td>{@code block_length}</td><td>I64</td><td>how many there are</td></tr>
 * <tr><td>{@code codec}</td><td>S</td><td>how the values became bytes: the stages that the container's specification has, or
 *     {@code blow5}, {@code slow5}, {@code vbz}</td></tr>
 * <tr><td>{@code block_values}</td><td>I64</td><td>how many values the block holds; some codecs must be told. Missing where
 *     only the block tells</td></tr>
 * <tr><td>{@code first_value}</td><td>I64</td><td>the index of the record's first value among these</td></tr>
 * <tr><td>{@code values}</td><td>I64</td><td>how many are the record's, of strings bytes of UTF-8</td></tr>
 * </table>
 *
 * <p>A value that is missing has no reference, nor have the attributes of a directory, which are text of its index. Of
 * BLOW5 and SLOW5 a record's reference is all of its bytes; of POD5 there are those of its signal's pieces. What a file's header says is not told.
 */
public final class References {
    private References() {}

    /**
     * The references of a file: of an SZ file of any layout that tells where values lie, or a file of another format whose
     * records are read in place.
     */
    public static Input of(Path path) {
        return new Input(path, Optional.of(new ReferencesFormat()), FormatOptions.defaults());
    }
}
