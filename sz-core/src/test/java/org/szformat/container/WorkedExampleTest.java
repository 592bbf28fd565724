package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.json.JsonValue;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** The file whose bytes stand in FORMAT.md. */
class WorkedExampleTest {
    private static final String BEGIN = "<!-- dump -->\n```\n";

    @TempDir
    Path temp;

    @Test
    void theSpecificationShowsWhatIsWritten() throws Exception {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("channel", ValueType.U16)
                .dataset("signal", ValueType.I16)
                .build();
        WriteOptions options = WriteOptions.defaults()
                .withCodec("id", ColumnCodec.parse("plain, none"))
                .withCodec("channel", ColumnCodec.parse("plain, none"))
                .withCodec("signal", ColumnCodec.parse("plain, none"));
        Path path = temp.resolve("example.sz");
        Header header = Header.empty().with("sample", JsonValue.of("lambda"));
        short[] samples = new short[140];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (i % 10);
        }
        List<Record> records = List.of(
                Record.builder(schema)
                        .set("id", "r1")
                        .set("channel", 7)
                        .set("signal", samples)
                        .build(),
                Record.builder(schema)
                        .set("id", "r2")
                        .setMissing("channel")
                        .set("signal", new short[0])
                        .build(),
                Record.builder(schema)
                        .set("id", "r3")
                        .set("channel", 512)
                        .setMissing("signal")
                        .build());
        try (LayoutWriter writer = Layouts.of(Layout.CONTAINER).create(path, schema, header, options);
                ChunkEncoder encoder = writer.newEncoder()) {
            writer.write(encoder.encode(records));
            writer.finish(header);
        }
        String dump = dump(Files.readAllBytes(path));
        Files.writeString(Path.of("target", "example.txt"), dump);
        String specification = Files.readString(Path.of("FORMAT.md"));
        int from = specification.indexOf(BEGIN) + BEGIN.length();
        assertEquals(dump, specification.substring(from, specification.indexOf("```", from)));
    }

    private static String dump(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < bytes.length; line += 16) {
            text.append(String.format("%06x ", line));
            StringBuilder ascii = new StringBuilder();
            for (int i = line; i < line + 16; i++) {
                text.append(i < bytes.length ? String.format(" %02x", bytes[i]) : "   ");
                if (i < bytes.length) {
                    ascii.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
                }
            }
            text.append("  ").append(ascii).append('\n');
        }
        return text.toString();
    }
}
