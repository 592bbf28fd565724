package org.szformat.interop.refs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordAccess;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordSource;
import org.szformat.layout.Extent;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** The references of a file of another format. */
final class AccessReferences implements RecordSource {
    /** A reference takes no more memory than so many times what is known of its record. */
    private static final int GROWTH = 4;

    private final RecordAccess access;
    private final ReferenceFields fields;

    private AccessReferences(RecordAccess access) {
        this.access = access;
        this.fields = new ReferenceFields(access.attributeSchema().attributes());
    }

    static AccessReferences open(RecordFormat format, Path path, FormatOptions options) throws IOException {
        return new AccessReferences(format.access(path, options));
    }

    @Override
    public Path path() {
        return access.path();
    }

    @Override
    public Schema schema() {
        return fields.schema();
    }

    @Override
    public Header header() {
        return Header.empty();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public long bytes() {
        return access.bytes();
    }

    @Override
    public @Nullable Part next() throws IOException {
        RecordAccess.Part part = access.next();
        return part == null ? null : new PlacesPart(part);
    }

    @Override
    public List<String> warnings() {
        return access.warnings();
    }

    @Override
    public void close() throws IOException {
        access.close();
    }

    /** Told of a record that is damaged. */
    @FunctionalInterface
    private interface OnFault {
        void met(SzFormatException fault) throws SzFormatException;
    }

    private final class PlacesPart implements Part {
        private final RecordAccess.Part part;

        PlacesPart(RecordAccess.Part part) {
            this.part = part;
        }

        @Override
        public long footprint() {
            return GROWTH * part.footprint();
        }

        @Override
        public long position() {
            return part.position();
        }

        @Override
        public List<Record> decode() throws IOException {
            return decode(fault -> {
                throw fault;
            });
        }

        /** {@inheritDoc} What a scan cannot read is lost with the part; a record whose bytes cannot be found, alone. */
        @Override
        public List<Record> decodeSound(Consumer<Damage> damages) throws IOException {
            try {
                return decode(fault -> damages.accept(Damage.ofRecord(fault)));
            } catch (SzFormatException e) {
                damages.accept(Damage.of(e));
                return List.of();
            }
        }

        private List<Record> decode(OnFault onFault) throws IOException {
            List<Record> references = new ArrayList<>();
            PathTexts paths = new PathTexts();
            for (RecordAccess.Placed placed : part.decode()) {
                try {
                    for (Extent extent : access.extents(placed.place(), 0)) {
                        references.add(fields.reference(placed.attributes(), extent, paths.of(extent.file())));
                    }
                } catch (SzFormatException e) {
                    onFault.met(e);
                }
            }
            return references;
        }
    }
}
