package org.szformat.interop.fast5;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.szformat.codec.CorruptDataException;
import org.szformat.codec.DeltaZigzag;
import org.szformat.codec.StreamVByte;

/**
 * The HDF5 filter 32020, by which signals are compressed: differences of neighbours as zigzag numbers, StreamVByte,
 * Zstandard, each where the filter's parameters say so. Source: {@code vbz_compression} by ONT, whose version 1 differs from
 * version 0 for integers of one byte alone, which it packs {@linkplain HalfBytes in half bytes}.
 *
 * <p>Has no state, so it is safe for use by many threads.
 */
final class VbzFilter implements Filter {
    /** The number under which the HDF Group lists it. */
    static final int ID = 32020;

    /** No chunk of a signal is larger: half a thousand million samples. */
    private static final int MAX_CHUNK_BYTES = 1 << 30;

    private static final int SIZE_BYTES = 4;

    /** For one who has one made. */
    VbzFilter() {}

    @Override
    public int getId() {
        return ID;
    }

    @Override
    public String getName() {
        return "vbz";
    }

    @Override
    public byte[] decode(byte[] encoded, int[] parameters) {
        if (parameters.length < 3) {
            throw new HdfFilterException("VBZ filter with " + parameters.length + " parameters; it needs 3");
        }
        int version = parameters[0];
        int width = parameters[1];
        boolean differences = parameters[2] != 0;
        boolean zstd = parameters.length < 4 || parameters[3] != 0;
        if (version < 0 || version > 1) {
            throw new HdfFilterException("VBZ filter of version " + version + "; known are 0 and 1");
        }
        if (width != 0 && width != 1 && width != 2 && width != 4) {
            throw new HdfFilterException("VBZ filter for integers of " + width + " bytes; known are 0, 1, 2 and 4");
        }
        if (encoded.length < SIZE_BYTES) {
            throw new HdfFilterException(
                    "VBZ chunk of " + encoded.length + " bytes; it begins with 4 that say its size");
        }
        long size = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFF_FFFFL;
        if (size > MAX_CHUNK_BYTES) {
            throw new HdfFilterException("VBZ chunk that claims " + size + " bytes; at most " + MAX_CHUNK_BYTES);
        }
        if (width > 0 && size % width != 0) {
            throw new HdfFilterException("VBZ chunk of " + size + " bytes; no multiple of " + width);
        }
        try {
            byte[] packed = zstd
                    ? decompress(encoded, width == 0 ? size : maxPacked((int) size / width))
                    : Arrays.copyOfRange(encoded, SIZE_BYTES, encoded.length);
            return width == 0 ? whole(packed, size) : unpack(packed, (int) size / width, width, version, differences);
        } catch (CorruptDataException | ZstdException e) {
            throw new HdfFilterException("VBZ chunk: " + e.getMessage(), e);
        }
    }

    private static long maxPacked(int count) {
        return count > StreamVByte.MAX_COUNT ? MAX_CHUNK_BYTES : StreamVByte.maxEncodedLength(count);
    }

    private static byte[] decompress(byte[] encoded, long most) {
        byte[] frame = Arrays.copyOfRange(encoded, SIZE_BYTES, encoded.length);
        long claimed = frame.length == 0 ? -1 : Zstd.getFrameContentSize(frame);
        if (claimed < 0 || claimed > most) {
            throw new HdfFilterException("VBZ chunk with a Zstandard frame of " + claimed + " bytes; at most " + most);
        }
        return Zstd.decompress(frame, (int) claimed);
    }

    private static byte[] whole(byte[] bytes, long size) {
        if (bytes.length != size) {
            throw new HdfFilterException("VBZ chunk of " + bytes.length + " bytes; it claims " + size);
        }
        return bytes;
    }

    private static byte[] unpack(byte[] packed, int count, int width, int version, boolean differences)
            throws CorruptDataException {
        int[] values = new int[requirePlausible(packed, count)];
        if (version == 1 && width == 1) {
            HalfBytes.decode(packed, values);
        } else {
            StreamVByte.decode(packed, 0, packed.length, values, 0, count);
        }
        if (differences) {
            DeltaZigzag.decode(values, 0, count, values, 0);
        }
        ByteBuffer bytes = ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            switch (width) {
                case 1 -> bytes.put((byte) value);
                case 2 -> bytes.putShort((short) value);
                default -> bytes.putInt(value);
            }
        }
        return bytes.array();
    }

    /** Every value has two bits of key at least. */
    private static int requirePlausible(byte[] packed, int count) {
        if (count > 4L * packed.length) {
            throw new HdfFilterException("VBZ chunk that claims " + count + " integers in " + packed.length + " bytes");
        }
        return count;
    }
}
