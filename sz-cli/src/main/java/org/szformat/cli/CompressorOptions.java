package org.szformat.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.layout.RecordFile;
import org.szformat.rewrite.Rewrite;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import picocli.CommandLine.Option;

/** How columns of a file that is rewritten are compressed. */
final class CompressorOptions {
    @Option(
            names = "--compressor",
            paramLabel = "NAME",
            description =
                    "Compress all columns with zstd, lz4, bz2, blosc or none; otherwise each keeps its codec. How "
                            + "values become bytes before that stays as it is. 'zstd' is of the level that new files have; "
                            + "'zstd(9)' is another.")
    private @Nullable String compressor;

    @Option(
            names = "--level",
            paramLabel = "N",
            description = "Compress all columns with zstd of this level, -7 to 22.")
    private @Nullable Integer level;

    @Option(
            names = "--codec",
            paramLabel = "COLUMN=CODEC",
            description = "The whole codec of a field, such as 'delta-zigzag, svb, lz4'; can be given for several.")
    private Map<String, String> codecs = new LinkedHashMap<>();

    /** The compressor of all columns, if one was chosen; refuses what contradicts itself. */
    Optional<CompressorChoice> choice() {
        SzWriteOptions.checkLevel(level);
        if (compressor == null) {
            return Optional.ofNullable(level).map(CompressorChoice::zstd);
        }
        CompressorChoice choice = CompressorChoice.parse("--compressor", compressor);
        if (level == null) {
            return Optional.of(choice);
        }
        if (!choice.isZstandard() || choice.exact() != null) {
            throw new UsageException(
                    choice.isZstandard()
                            ? "--compressor " + choice.name() + " has a level already; --level is another"
                            : "--level is one of zstd; --compressor is " + choice.name());
        }
        return Optional.of(CompressorChoice.zstd(level));
    }

    /**
     * The rewriting with the codecs that were chosen.
     *
     * @param fields those that are kept
     */
    Rewrite of(Rewrite rewrite, RecordFile source, Collection<Field> fields, Layout target) {
        Rewrite result = rewrite;
        Optional<CompressorChoice> choice = choice();
        if (choice.isPresent()) {
            result = target == Layout.DIRECTORY
                    ? ofDirectory(rewrite, choice.get())
                    : with(rewrite, choice.get().codecs(source, fields));
        }
        Schema schema = source.schema();
        Map<String, ColumnCodec> given = SzWriteOptions.codecs(codecs, schema);
        given.forEach((name, codec) -> {
            if (!codec.supports(schema.field(name).type())) {
                throw new UsageException("--codec " + name + ": '" + codec + "' cannot hold values of type "
                        + schema.field(name).type());
            }
        });
        return with(result, given);
    }

    private static Rewrite ofDirectory(Rewrite rewrite, CompressorChoice choice) {
        if (!choice.isZstandard()) {
            throw new UsageException("a directory is compressed with zstd only, not with " + choice.name()
                    + "; --layout container takes any");
        }
        return choice.exact() == null ? rewrite : rewrite.compressor(choice.name());
    }

    /** The rewriting with codecs of some fields. */
    static Rewrite with(Rewrite rewrite, Map<String, ColumnCodec> codecs) {
        Rewrite result = rewrite;
        for (Map.Entry<String, ColumnCodec> codec : codecs.entrySet()) {
            result = result.codec(codec.getKey(), codec.getValue());
        }
        return result;
    }
}
