package org.szformat.interop.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.exchange.RecordSource;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** The records of a text file, a part being a block of it. */
public final class BlockSource implements RecordSource {
    /** Parses blocks; called by many threads at once. */
    @FunctionalInterface
    public interface BlockParser {
        /**
         * The records of a block.
         *
         * @param isFirst whether the file begins with it
         * @param damages told of what is passed over; where nothing is to be, what is damaged is thrown
         */
        List<Record> parse(TextBlock block, boolean isFirst, @Nullable Consumer<Damage> damages) throws IOException;
    }

    private final TextBlocks blocks;
    private final Schema schema;
    private final BlockParser parser;
    private @Nullable TextBlock first;

    /**
     * The records of a file.
     *
     * @param first its first block
     * @param blocks those behind it
     */
    public BlockSource(TextBlock first, TextBlocks blocks, Schema schema, BlockParser parser) {
        this.first = first;
        this.blocks = blocks;
        this.schema = schema;
        this.parser = parser;
    }

    @Override
    public Path path() {
        return blocks.input().path();
    }

    @Override
    public Schema schema() {
        return schema;
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
        return blocks.input().bytes();
    }

    @Override
    public @Nullable Part next() throws IOException {
        @Nullable TextBlock block = first;
        if (block != null) {
            first = null;
            return new BlockPart(block, true);
        }
        block = blocks.next();
        return block == null ? null : new BlockPart(block, false);
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }

    private final class BlockPart implements Part {
        private final TextBlock block;
        private final boolean isFirst;

        BlockPart(TextBlock block, boolean isFirst) {
            this.block = block;
            this.isFirst = isFirst;
        }

        @Override
        public long footprint() {
            return block.footprint();
        }

        @Override
        public long position() {
            return block.position();
        }

        @Override
        public List<Record> decode() throws IOException {
            return parser.parse(block, isFirst, null);
        }

        @Override
        public List<Record> decodeSound(Consumer<Damage> damages) throws IOException {
            try {
                return parser.parse(block, isFirst, damages);
            } catch (SzFormatException e) {
                damages.accept(Damage.of(e));
                return List.of();
            }
        }
    }
}
