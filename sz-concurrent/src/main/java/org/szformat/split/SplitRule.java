package org.szformat.split;

import java.util.Objects;
import org.szformat.merge.HeaderMerge;
import org.szformat.transfer.Settings;

/**
 * Which record goes to which file, and how files are called. Where a name has a place for a value, such as
 * {@code {channel}.sz}, the value is made safe: what file systems do not allow becomes <code>%</code> and two hexadecimal
 * digits, a missing value {@code ~missing}, an empty one {@code ~empty}; different values never go to one file, and where
 * their names would differ in case alone, one gets {@code ~2} behind it. A slash in a template makes a folder.
 *
 * <pre>{@code
 * SplitRule rule = SplitRule.files(4, SplitRule.NUMBERED);
 * }</pre>
 */
public sealed interface SplitRule {
    /** How numbered files are called unless said otherwise: the name of the first source, and a number from 0. */
    String NUMBERED = "{source}_{part}.sz";

    /** How the files are called, with places for values in braces. */
    String template();

    /**
     * Records of the same values of some attributes.
     *
     * @param template with the names of attributes
     */
    record ByAttributes(String template) implements SplitRule {
        /** Checks the template. */
        public ByAttributes {
            if (new NameTemplate(template).places().isEmpty()) {
                throw new IllegalArgumentException(
                        "the template '" + template + "' names no attribute, such as {channel}.sz does");
            }
        }
    }

    /**
     * Records of the same run; each file keeps only what its header says of that one.
     *
     * @param attribute that has the run's ID, a key of the header's {@value HeaderMerge#RUNS}
     * @param template with the name of the attribute
     */
    record ByRun(String attribute, String template) implements SplitRule {}

    /**
     * So many files of records that follow on one another, whose numbers differ by one at the most.
     *
     * @param files how many, from 1 to {@link Split#MAX_PARTS}
     * @param template with {@code {part}}, a number from 0, and perhaps {@code {source}}
     */
    record IntoFiles(int files, String template) implements SplitRule {
        /** Checks the number and the template. */
        public IntoFiles {
            Settings.requireRange("files", files, 1, Split.MAX_PARTS);
            requireNumbered(template);
        }
    }

    /**
     * So many records in each file, and in the last what is left.
     *
     * @param records how many, at least 1
     * @param template with {@code {part}}, a number from 0, and perhaps {@code {source}}
     */
    record ByRecords(long records, String template) implements SplitRule {
        /** Checks the number and the template. */
        public ByRecords {
            Settings.requireRange("records", records, 1, Long.MAX_VALUE);
            requireNumbered(template);
        }
    }

    /**
     * As many whole chunks in each file as take no more bytes in the sources; of a larger chunk as many records as do, taken
     * all to be of one size.
     *
     * @param bytes how many, at least 1
     * @param template with {@code {part}}, a number from 0, and perhaps {@code {source}}
     */
    record ByBytes(long bytes, String template) implements SplitRule {
        /** Checks the number and the template. */
        public ByBytes {
            Settings.requireRange("bytes", bytes, 1, Long.MAX_VALUE);
            requireNumbered(template);
        }
    }

    /**
     * As a table says.
     *
     * @param table the table
     * @param template with names of columns that the table is asked for, or of attributes
     */
    record ByTable(SplitTable table, String template) implements SplitRule {
        /** Checks the template. */
        public ByTable {
            Objects.requireNonNull(table);
            if (new NameTemplate(template).places().stream().noneMatch(table.columns()::contains)) {
                throw new IllegalArgumentException("the template '" + template + "' names none of the table's columns "
                        + String.join(", ", table.columns()));
            }
        }
    }

    /** By attributes. */
    static SplitRule attributes(String template) {
        return new ByAttributes(template);
    }

    /** By run; files are called by the runs' IDs. */
    static SplitRule runs(String attribute) {
        return new ByRun(attribute, "{" + attribute + "}.sz");
    }

    /** Into so many files. */
    static SplitRule files(int files, String template) {
        return new IntoFiles(files, template);
    }

    /** So many records a file. */
    static SplitRule records(long records, String template) {
        return new ByRecords(records, template);
    }

    /** So many bytes a file. */
    static SplitRule bytes(long bytes, String template) {
        return new ByBytes(bytes, template);
    }

    /** As a table says. */
    static SplitRule table(SplitTable table, String template) {
        return new ByTable(table, template);
    }

    private static void requireNumbered(String template) {
        if (!new NameTemplate(template).places().contains("part")) {
            throw new IllegalArgumentException(
                    "the template '" + template + "' has no place for a number, such as " + NUMBERED + " has");
        }
    }
}
