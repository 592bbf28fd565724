package org.szformat.interop.slow5;

import org.szformat.codec.ByteArrayBuilder;

/** Signals as they are: two bytes a sample. */
final class PlainSignal implements SignalDecoder, SignalEncoder {
    private final long maxBytes;

    PlainSignal(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public int width() {
        return Short.BYTES;
    }

    @Override
    public short[] decode(byte[] in, int from, int to) throws Fault {
        int samples = (to - from) / Short.BYTES;
        short[] signal = new short[SignalDecoder.requireCount(samples, samples, maxBytes)];
        LittleEndian.buffer(in, from, to - from).asShortBuffer().get(signal);
        return signal;
    }

    @Override
    public void encode(short[] signal, ByteArrayBuilder out) {
        byte[] array = out.reserve((long) signal.length * Short.BYTES);
        LittleEndian.buffer(array, out.length(), signal.length * Short.BYTES)
                .asShortBuffer()
                .put(signal);
        out.setLength(out.length() + signal.length * Short.BYTES);
    }

    @Override
    public void close() {}
}
