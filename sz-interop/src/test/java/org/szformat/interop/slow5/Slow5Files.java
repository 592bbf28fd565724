package org.szformat.interop.slow5;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** Whole files of both kinds, for tests. */
final class Slow5Files {
    /** What a file holds. */
    record Contents(Schema schema, Header header, List<Record> records, List<String> warnings) {}

    static final String TYPES = "#char*\tuint32_t\tdouble\tdouble\tdouble\tdouble\tuint64_t\tint16_t*";
    static final String NAMES =
            "#read_id\tread_group\tdigitisation\toffset\trange\tsampling_rate\tlen_raw_signal\traw_signal";

    private Slow5Files() {}

    static Path golden(String name, Path directory) throws IOException {
        Path copy = directory.resolve(name);
        try (InputStream in = Slow5Files.class.getResourceAsStream("/slow5/" + name)) {
            Files.write(copy, in.readAllBytes());
        }
        return copy;
    }

    static Contents read(Path path) throws IOException {
        return read(path, FormatOptions.defaults());
    }

    static Contents read(Path path, FormatOptions options) throws IOException {
        try (RecordSource source = RecordFormats.open(path, options)) {
            List<Record> records = new ArrayList<>();
            long position = 0;
            for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                if (part.position() < position || part.position() > source.bytes() || part.footprint() < 1) {
                    throw new AssertionError("a part ends at " + part.position() + " of " + source.bytes());
                }
                position = part.position();
                records.addAll(part.decode());
            }
            return new Contents(source.schema(), source.header(), records, source.warnings());
        }
    }

    static List<String> write(Path path, Contents contents, String... options) throws IOException {
        RecordFormat format = RecordFormats.byExtension(path).orElseThrow();
        try (RecordSink sink = format.create(path, contents.schema(), contents.header(), options(options))) {
            int half = contents.records().size() / 2;
            sink.append(sink.encode(contents.records().subList(0, half)));
            sink.append(sink.encode(
                    contents.records().subList(half, contents.records().size())));
            sink.finish();
            return sink.warnings();
        }
    }

    static FormatOptions options(String... pairs) {
        FormatOptions options = FormatOptions.defaults();
        for (String pair : pairs) {
            options = options.with(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return options;
    }

    /** A SLOW5 file of auxiliary fields, given as name:type, and of lines. */
    static Path text(Path directory, List<String> aux, String... lines) throws IOException {
        StringBuilder text = new StringBuilder("#slow5_version\t0.2.0\n#num_read_groups\t1\n@run_id\trun-a\n");
        text.append(TYPES);
        aux.forEach(field -> text.append('\t').append(field.substring(field.indexOf(':') + 1)));
        text.append('\n').append(NAMES);
        aux.forEach(field -> text.append('\t').append(field, 0, field.indexOf(':')));
        text.append('\n');
        for (String line : lines) {
            text.append(line).append('\n');
        }
        return Files.write(directory.resolve("made.slow5"), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The primary fields of a line. */
    static String primary(String id) {
        return id + "\t0\t8192\t6\t1467.61\t4000\t3\t10,-20,30";
    }
}
