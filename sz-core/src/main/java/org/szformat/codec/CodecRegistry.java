package org.szformat.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.szformat.schema.ValueType;

/** All codecs by the names of their stages: the one place where a new codec is entered. */
final class CodecRegistry {

    private static final String STAGE_SEPARATOR = ", ";

    private static final List<Entry<ValueCodec>> VALUE_CODECS = List.of(
            Entry.of(PlainCodec.NAME, PlainCodec.INSTANCE),
            Entry.of(StreamVByteCodec.NAME, StreamVByteCodec.INSTANCE),
            Entry.of(DeltaStreamVByteCodec.NAME, DeltaStreamVByteCodec.INSTANCE),
            Entry.of(SplitCodec.NAME, SplitCodec.INSTANCE),
            Entry.of(StreamVByte64Codec.NAME, StreamVByte64Codec.PLAIN),
            Entry.of(StreamVByte64Codec.DELTA_NAME, StreamVByte64Codec.DELTA),
            Entry.of(PackedCodec.NAME, PackedCodec.PLAIN),
            Entry.of(PackedCodec.DELTA_NAME, PackedCodec.DELTA),
            Entry.of(PlanesCodec.NAME, PlanesCodec.PLAIN),
            Entry.of(PlanesCodec.DELTA_NAME, PlanesCodec.DELTA));

    /** What may stand before a value codec, once. */
    private static final List<Prefix> PREFIXES = List.of(
            new Prefix(
                    DegradeCodec.STAGE,
                    "BITS",
                    Arrays.stream(ValueType.values())
                            .filter(ValueType::isInteger)
                            .toList(),
                    (stage, codec) -> new DegradeCodec(
                            stage.intArgument(ValueCodec.MIN_DEGRADE_BITS, ValueCodec.MAX_DEGRADE_BITS), codec)),
            new Prefix(
                    QuantizeCodec.STAGE,
                    "BOUND",
                    List.of(ValueType.I32),
                    (stage, codec) -> new QuantizeCodec(stage.positiveArgument(Double.MAX_VALUE / 2), codec)));

    private static final List<Entry<ByteCodec>> BYTE_CODECS = List.of(
            new Entry<>(List.of("zstd(LEVEL)"), stages -> ByteCodec.zstd(zstdLevel(stages))),
            new Entry<>(List.of("zstd-checksum(LEVEL)"), stages -> ByteCodec.zstdWithChecksum(zstdLevel(stages))),
            Entry.of(Lz4Codec.NAME, Lz4Codec.INSTANCE),
            Entry.of(Bzip2Codec.NAME, Bzip2Codec.INSTANCE),
            new Entry<>(
                    List.of("blosc(WIDTH)"),
                    stages -> new BloscCodec(
                            stages.get(0).argument() == null
                                    ? 1
                                    : stages.get(0).intArgument(1, ByteCodec.MAX_BLOSC_WIDTH))),
            Entry.of(NoCompression.NAME, NoCompression.INSTANCE));

    private CodecRegistry() {}

    private static int zstdLevel(List<CodecStage> stages) {
        return stages.get(0).intArgument(ByteCodec.MIN_ZSTD_LEVEL, ByteCodec.MAX_ZSTD_LEVEL);
    }

    /**
     * A codec by its stages.
     *
     * @param stages the texts of the stages, with capitals in place of arguments
     * @param factory makes the codec from stages of these names
     */
    private record Entry<C>(List<String> stages, Function<List<CodecStage>, C> factory) {

        static <C> Entry<C> of(String name, C codec) {
            return new Entry<>(Arrays.asList(name.split(STAGE_SEPARATOR)), stages -> {
                stages.forEach(CodecStage::requireNoArgument);
                return codec;
            });
        }

        boolean startsWith(List<CodecStage> given) {
            if (given.size() > stages.size()) {
                return false;
            }
            for (int i = 0; i < given.size(); i++) {
                if (!given.get(i).name().equals(nameOf(stages.get(i)))) {
                    return false;
                }
            }
            return true;
        }

        private static String nameOf(String stage) {
            int bracket = stage.indexOf('(');
            return bracket < 0 ? stage : stage.substring(0, bracket);
        }
    }

    /**
     * A stage that changes values before another codec takes them.
     *
     * @param name its name
     * @param argument what its argument is called
     * @param types the types of what it changes values to, one of which the other codec supports
     * @param factory makes the codec from the stage and the codec that follows
     */
    private record Prefix(
            String name,
            String argument,
            List<ValueType> types,
            BiFunction<CodecStage, ValueCodec, ValueCodec> factory) {

        String text() {
            return name + '(' + argument + ')';
        }
    }

    static List<String> valueCodecNames() {
        List<String> names = new ArrayList<>(names(VALUE_CODECS));
        PREFIXES.forEach(prefix -> names.add(prefix.text() + STAGE_SEPARATOR + "CODEC"));
        return List.copyOf(names);
    }

    static List<ValueCodec> losslessValueCodecs(ValueType type) {
        return VALUE_CODECS.stream()
                .map(entry -> findValueCodec(CodecStage.split(String.join(STAGE_SEPARATOR, entry.stages))))
                .filter(codec -> codec.supports(type) && !codec.isLossy())
                .toList();
    }

    static List<String> byteCodecNames() {
        return names(BYTE_CODECS);
    }

    static ColumnCodec parse(String text) {
        List<CodecStage> stages = CodecStage.split(text);
        int last = stages.size() - 1;
        ValueCodec values = findValueCodec(stages.subList(0, Math.max(last, 1)));
        if (last == 0) {
            throw stages.get(0).error("is followed by no compressor; known are " + byteCodecNames());
        }
        return new ColumnCodec(values, find(BYTE_CODECS, stages.subList(last, last + 1)));
    }

    private static ValueCodec findValueCodec(List<CodecStage> stages) {
        CodecStage first = stages.get(0);
        for (Prefix prefix : PREFIXES) {
            if (first.name().equals(prefix.name)) {
                if (stages.size() == 1) {
                    throw first.error("must be followed by one of " + stagesAt(VALUE_CODECS, 0));
                }
                ValueCodec codec = find(VALUE_CODECS, stages.subList(1, stages.size()));
                if (!prefix.types.stream().anyMatch(codec::supports)) {
                    throw stages.get(1).error("cannot follow " + first.name() + ": it holds none of " + prefix.types);
                }
                return prefix.factory.apply(first, codec);
            }
        }
        if (VALUE_CODECS.stream().noneMatch(entry -> entry.startsWith(stages.subList(0, 1)))) {
            List<String> known = new ArrayList<>(stagesAt(VALUE_CODECS, 0));
            PREFIXES.forEach(prefix -> known.add(prefix.text()));
            throw first.error("is unknown there; known are " + known);
        }
        return find(VALUE_CODECS, stages);
    }

    private static <C> C find(List<Entry<C>> entries, List<CodecStage> stages) {
        List<Entry<C>> matching = entries;
        for (int i = 0; i < stages.size(); i++) {
            int depth = i;
            List<CodecStage> prefix = stages.subList(0, i + 1);
            List<Entry<C>> next = new ArrayList<>(matching);
            next.removeIf(entry -> !entry.startsWith(prefix));
            if (next.isEmpty()) {
                throw stages.get(i).error("is unknown there; known are " + stagesAt(matching, depth));
            }
            matching = next;
        }
        for (Entry<C> entry : matching) {
            if (entry.stages.size() == stages.size()) {
                return entry.factory.apply(stages);
            }
        }
        throw stages.get(stages.size() - 1).error("must be followed by one of " + stagesAt(matching, stages.size()));
    }

    private static <C> List<String> stagesAt(List<Entry<C>> entries, int depth) {
        return entries.stream()
                .filter(entry -> entry.stages.size() > depth)
                .map(entry -> entry.stages.get(depth))
                .distinct()
                .toList();
    }

    private static <C> List<String> names(List<Entry<C>> entries) {
        return entries.stream()
                .map(entry -> entry.stages.stream().collect(Collectors.joining(STAGE_SEPARATOR)))
                .toList();
    }

    static IllegalArgumentException unsupported(ValueCodec codec, ValueType type) {
        return new IllegalArgumentException("codec \"" + codec.name() + "\" cannot hold values of type " + type);
    }
}
