package org.szformat.split;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table that tells which record goes where by its ID, such as a basecaller's summary. TSV or CSV, with a line of names at
 * its top. It may have millions of rows. Immutable.
 *
 * <pre>{@code
 * SplitTable table = SplitTable.of(Path.of("summary.tsv"), List.of("barcode_arrangement"))
 *         .idColumn("parent_read_id")
 *         .missing("unlisted")
 *         .multi("mixed");
 * }</pre>
 */
public final class SplitTable {
    /** What becomes of records that the table does not say one thing of. */
    enum Unclear {
        REFUSE,
        LEAVE_OUT,
        NAMED,
        EACH
    }

    private final Path path;
    private final List<String> columns;
    private final @Nullable String idColumn;
    private final Unclear missing;
    private final String missingName;
    private final Unclear multi;
    private final String multiName;

    private SplitTable(
            Path path,
            List<String> columns,
            @Nullable String idColumn,
            Unclear missing,
            String missingName,
            Unclear multi,
            String multiName) {
        this.path = path;
        this.columns = columns;
        this.idColumn = idColumn;
        this.missing = missing;
        this.missingName = missingName;
        this.multi = multi;
        this.multiName = multiName;
    }

    /**
     * A table.
     *
     * @param columns those whose values tell records apart, at least one
     */
    public static SplitTable of(Path path, List<String> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("no column is named by which records are told apart");
        }
        return new SplitTable(path, List.copyOf(columns), null, Unclear.REFUSE, "", Unclear.REFUSE, "");
    }

    /** The column of IDs; {@code parent_read_id} unless said otherwise or, where there is none, {@code read_id}. */
    public SplitTable idColumn(String name) {
        return new SplitTable(path, columns, name, missing, missingName, multi, multiName);
    }

    /** Records that are not listed go where those of this value go; otherwise they are refused. */
    public SplitTable missing(String value) {
        return new SplitTable(path, columns, idColumn, Unclear.NAMED, value, multi, multiName);
    }

    /** Records that are not listed are left out, and counted. */
    public SplitTable leavingOutMissing() {
        return new SplitTable(path, columns, idColumn, Unclear.LEAVE_OUT, "", multi, multiName);
    }

    /** Records that are listed several times, with different values, go where those of this value go; otherwise refused. */
    public SplitTable multi(String value) {
        return new SplitTable(path, columns, idColumn, missing, missingName, Unclear.NAMED, value);
    }

    /** Records that are listed several times, with different values, go to each of the files. */
    public SplitTable multiToEach() {
        return new SplitTable(path, columns, idColumn, missing, missingName, Unclear.EACH, "");
    }

    Path path() {
        return path;
    }

    List<String> columns() {
        return columns;
    }

    Optional<String> idColumn() {
        return Optional.ofNullable(idColumn);
    }

    Unclear whenMissing() {
        return missing;
    }

    String missingName() {
        return missingName;
    }

    Unclear whenMulti() {
        return multi;
    }

    String multiName() {
        return multiName;
    }
}
