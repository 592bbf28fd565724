package org.szformat.spill;

import java.io.IOException;
import java.util.concurrent.Future;
import org.szformat.crew.Crew;

/** Goes through a run, one block of which the crew reads ahead. For the crew's own thread. */
final class RunCursor implements SpillSort.Cursor {
    /** What it holds, about: a block and the next, and the one before, of which payloads may still be in use. */
    static final long MEMORY = 3L * SpillRun.BLOCK;

    private final SpillRun run;
    private final Crew crew;
    private Future<SpillRun.Block> ahead;
    private byte[] bytes = new byte[0];
    private int keyFrom;
    private int keyLength;
    private int payloadLength;
    private int nextFrom;
    private int blockEnd;
    private long prefix;

    RunCursor(SpillRun run, Crew crew) {
        this.run = run;
        this.crew = crew;
        this.ahead = crew.submitFirst(() -> run.read(run.from()));
    }

    @Override
    public boolean next() throws IOException, InterruptedException {
        if (nextFrom == blockEnd) {
            SpillRun.Block block = crew.await(ahead);
            bytes = block.bytes();
            nextFrom = block.from();
            blockEnd = block.to();
            if (nextFrom == blockEnd) {
                return false;
            }
            long next = block.next();
            ahead = crew.submitFirst(() -> run.read(next));
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
