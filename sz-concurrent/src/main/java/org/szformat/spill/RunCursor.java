package org.szformat.spill;

import java.io.IOException;
import java.util.concurrent.Future;
import org.szformat.crew.Crew;

/** Goes through a run, one block of which the crew reads ahead. For the crew's own thread. */
final class RunCursor implements SpillSort.Cursor {
    /** What it holds, about: a block and the next. */
    static final long MEMORY = 2L * SpillRun.BLOCK;

    private final SpillRun run;
    private final Crew crew;
    private Future<SpillRun.Block> ahead;
    private byte[] bytes = new byte[0];
    private int keyFrom;
    private int keyLength;
    private int payloadLength;
    private int nextFrom;
    private long prefix;

    RunCursor(SpillRun run, Crew crew) {
        this.run = run;
        this.crew = crew;
        this.ahead = crew.submit(() -> run.read(0));
    }

    @Override
    public boolean next() throws IOException, InterruptedException {
        if (nextFrom == bytes.length) {
            SpillRun.Block block = crew.await(ahead);
            bytes = block.content();
            nextFrom = 0;
            if (bytes.length == 0) {
                return false;
            }
            long end = block.end();
            ahead = crew.submit(() -> run.read(end));
        }
        keyLength = SpillRun.littleEndian(bytes, nextFrom);
        payloadLength = SpillRun.littleEndian(bytes, nextFrom + Integer.BYTES);
        keyFrom = nextFrom + EntryBuffer.HEADER;
        nextFrom = keyFrom + keyLength + payloadLength;
        prefix = SpillSort.prefix(bytes, keyFrom, keyLength);
        return true;
    }

    boolean isBefore(RunCursor other) {
        return prefix != other.prefix
                ? Long.compareUnsigned(prefix, other.prefix) < 0
                : SpillSort.compare(bytes, keyFrom, keyLength, other.bytes, other.keyFrom, other.keyLength) < 0;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int keyFrom() {
        return keyFrom;
    }

    @Override
    public int keyLength() {
        return keyLength;
    }

    @Override
    public int payloadLength() {
        return payloadLength;
    }
}
