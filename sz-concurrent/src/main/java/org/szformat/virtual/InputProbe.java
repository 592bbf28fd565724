package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.layout.LayoutProvider;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * What one must know of an input before its records are read.
 *
 * @param hidden names of hidden fields that its rows have
 */
record InputProbe(Path path, Layout layout, Schema schema, Header header, List<String> hidden) {

    static InputProbe of(Path path) throws IOException {
        LayoutProvider provider = Layouts.at(path);
        try (RecordFile file = provider.open(path, ReadOptions.defaults())) {
            if (!file.isComplete()) {
                throw new SzFormatException(
                        path,
                        "end of the file",
                        file.incompleteness().orElse("no end"),
                        "a finished file; 'sz repair' finishes one whose writer was cut off");
            }
            if (file.header().get(MemberTable.KEY).isPresent()) {
                throw new IllegalArgumentException(
                        path + ": its header has the key '" + MemberTable.KEY + "', which is the manifest's own");
            }
            List<String> hidden = file instanceof ManifestFile manifest
                    ? manifest.rowsFile().schema().fields().stream()
                            .filter(HiddenFields::isHidden)
                            .map(Field::name)
                            .toList()
                    : List.of();
            return new InputProbe(path, provider.layout(), file.schema(), file.header(), hidden);
        }
    }

    /** The same, without its header, and with the schema of another one if that is equal. */
    InputProbe sharing(@Nullable InputProbe other) {
        Schema shared = other != null && other.schema.equals(schema) ? other.schema : schema;
        return new InputProbe(path, layout, shared, Header.empty(), hidden);
    }
}
