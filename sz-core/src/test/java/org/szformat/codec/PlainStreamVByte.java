package org.szformat.codec;

import java.io.ByteArrayOutputStream;

/** StreamVByte and delta-zigzag as simply as possible, for comparison. */
final class PlainStreamVByte {

    private PlainStreamVByte() {}

    static byte[] encode(int[] values) {
        byte[] control = new byte[(values.length + 3) / 4];
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = 0; i < values.length; i++) {
            long rest = Integer.toUnsignedLong(values[i]);
            int code = -1;
            do {
                data.write((int) (rest & 0xFF));
                rest /= 256;
                code++;
            } while (rest > 0);
            control[i / 4] |= (byte) (code << (2 * (i % 4)));
        }
        byte[] all = new byte[control.length + data.size()];
        System.arraycopy(control, 0, all, 0, control.length);
        System.arraycopy(data.toByteArray(), 0, all, control.length, data.size());
        return all;
    }

    static int[] decode(byte[] in, int count) {
        int[] values = new int[count];
        int data = (count + 3) / 4;
        for (int i = 0; i < count; i++) {
            int code = ((in[i / 4] & 0xFF) >> (2 * (i % 4))) & 3;
            for (int k = 0; k <= code; k++) {
                values[i] |= (in[data++] & 0xFF) << (8 * k);
            }
        }
        if (data != in.length) {
            throw new IllegalArgumentException("used " + data + " of " + in.length);
        }
        return values;
    }

    static int[] deltaZigzag(int[] values) {
        int[] out = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            int difference = values[i] - (i == 0 ? 0 : values[i - 1]);
            out[i] = difference >= 0 ? 2 * difference : -2 * difference - 1;
        }
        return out;
    }
}
