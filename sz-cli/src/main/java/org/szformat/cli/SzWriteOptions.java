package org.szformat.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ColumnCodec;
import org.szformat.concurrent.WriterOptions;
import org.szformat.layout.UnsupportedValues;
import org.szformat.layout.WriteOptions;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import picocli.CommandLine.Option;

/** How SZ files are written. */
final class SzWriteOptions {
    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "How to lay an SZ file out: container, a single file, which is the default, or directory, "
                    + "which pysz reads.")
    private @Nullable Layout layout;

    @Option(
            names = "--widen",
            description = "Write types that a directory does not know as wider ones: U8 as U16, I8 as I16, "
                    + "U64 and I64 as text. Without it they are refused. A container knows all types.")
    private boolean widen;

    @Option(
            names = "--level",
            paramLabel = "N",
            description = "The zstd level of everything that no --codec is given for, " + ByteCodec.MIN_ZSTD_LEVEL
                    + " to " + ByteCodec.MAX_ZSTD_LEVEL + ".")
    private @Nullable Integer level;

    @Option(
            names = "--codec",
            paramLabel = "COLUMN=CODEC",
            description = "The codec of a field, such as 'delta-zigzag, svb, lz4'; can be given for several.")
    private Map<String, String> codecs = new LinkedHashMap<>();

    /** Refuses what cannot be, whatever is written. */
    void check(TargetFormat target) {
        checkLevel(level);
        if (layout == Layout.VIRTUAL) {
            throw new UsageException(
                    "--layout is virtual: such a file has the records of others; 'sz combine' makes one of them");
        }
        boolean isGiven = layout != null || widen || level != null || !codecs.isEmpty();
        if (isGiven && !target.isSz()) {
            throw new UsageException(
                    "--layout, --widen, --level and --codec are for SZ files; the output is " + target);
        }
    }

    /** Refuses a zstd level that there is not. */
    static void checkLevel(@Nullable Integer level) {
        if (level != null && (level < ByteCodec.MIN_ZSTD_LEVEL || level > ByteCodec.MAX_ZSTD_LEVEL)) {
            throw new UsageException("--level is " + level + "; it must be " + ByteCodec.MIN_ZSTD_LEVEL + " to "
                    + ByteCodec.MAX_ZSTD_LEVEL);
        }
    }

    private Layout layout() {
        return layout == null ? Layout.CONTAINER : layout;
    }

    /** The options for records of a schema. */
    WriterOptions of(Schema schema, int threads) {
        WriteOptions options =
                WriteOptions.defaults().withUnsupported(widen ? UnsupportedValues.WIDEN : UnsupportedValues.REFUSE);
        for (Map.Entry<String, ColumnCodec> codec : chosenCodecs(schema).entrySet()) {
            options = options.withCodec(codec.getKey(), codec.getValue());
        }
        return WriterOptions.defaults()
                .withLayout(layout())
                .withWriteOptions(options)
                .withEncoders(threads);
    }

    private Map<String, ColumnCodec> chosenCodecs(Schema schema) {
        Map<String, ColumnCodec> chosen = new LinkedHashMap<>();
        if (level != null) {
            chosen.putAll(DefaultCodecs.atLevel(level, layout(), schema));
        }
        chosen.putAll(codecs(codecs, schema));
        return chosen;
    }

    /** Codecs as they were given for fields of a schema. */
    static Map<String, ColumnCodec> codecs(Map<String, String> given, Schema schema) {
        Map<String, ColumnCodec> codecs = new LinkedHashMap<>();
        given.forEach((name, text) -> {
            if (schema.find(name).isEmpty()) {
                throw new UsageException("--codec: there is no field '" + name + "'; there are "
                        + String.join(
                                ", ", schema.fields().stream().map(Field::name).toList()));
            }
            try {
                codecs.put(name, ColumnCodec.parse(text));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--codec " + name, e);
            }
        });
        return codecs;
    }

    /** What users read when an SZ file of a schema was refused: what to do, or what they asked for that cannot be. */
    Exception explain(IllegalArgumentException refusal, Schema schema, String inputs) {
        if (layout() == Layout.DIRECTORY && !widen && needsWidening(schema)) {
            return new FailedException(inputs + ": " + refusal.getMessage() + " with --widen", refusal);
        }
        return codecs.isEmpty() ? refusal : new UsageException("--codec", refusal);
    }

    private static boolean needsWidening(Schema schema) {
        return schema.fields().stream().anyMatch(field -> switch (field.type()) {
            case I8, U8, I64, U64 -> true;
            default -> false;
        });
    }
}
