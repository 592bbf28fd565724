package org.szformat.interop.ipc;

/**
 * The type of an Arrow column.
 *
 * @param kind which family
 * @param width bits of a value of integers and floats; bytes of a value of {@code FIXED_BINARY}; buffers of a column of
 *     {@code OTHER}; otherwise 0
 * @param detail the time zone of a {@code TIMESTAMP}; the type's name of {@code OTHER} and {@code VIEW}; otherwise empty
 */
public record ArrowType(Kind kind, int width, String detail) {
    /** Families of types. */
    public enum Kind {
        /** Signed integers. */
        SIGNED(2),
        /** Unsigned integers. */
        UNSIGNED(2),
        /** IEEE 754 numbers. */
        FLOAT(2),
        /** True or false, a bit each. */
        BOOL(2),
        /** Milliseconds since 1970, in 64 bits. */
        TIMESTAMP(2),
        /** Bytes, as many for every value. */
        FIXED_BINARY(2),
        /** Text, under offsets of 32 bits. */
        UTF8(3),
        /** Bytes, under offsets of 64 bits. */
        LARGE_BINARY(3),
        /** Lists, under offsets of 32 bits. */
        LIST(2),
        /** Lists, under offsets of 64 bits. */
        LARGE_LIST(2),
        /** Lists of key and value, under offsets of 32 bits. */
        MAP(2),
        /** One value of each child. */
        STRUCT(1),
        /** Text or bytes that lie in as many buffers more as a batch says; passed over like {@link #OTHER}. */
        VIEW(2),
        /** A type whose columns can be passed over, but not read. */
        OTHER(0);

        private final int buffers;

        Kind(int buffers) {
            this.buffers = buffers;
        }
    }

    /** Text. */
    public static final ArrowType UTF8 = new ArrowType(Kind.UTF8, 0, "");
    /** True or false. */
    public static final ArrowType BOOL = new ArrowType(Kind.BOOL, 0, "");
    /** Bytes under offsets of 64 bits. */
    public static final ArrowType LARGE_BINARY = new ArrowType(Kind.LARGE_BINARY, 0, "");
    /** Lists under offsets of 32 bits. */
    public static final ArrowType LIST = new ArrowType(Kind.LIST, 0, "");
    /** Lists of key and value. */
    public static final ArrowType MAP = new ArrowType(Kind.MAP, 0, "");
    /** One value of each child. */
    public static final ArrowType STRUCT = new ArrowType(Kind.STRUCT, 0, "");

    /** Signed integers of so many bits. */
    public static ArrowType signed(int bits) {
        return new ArrowType(Kind.SIGNED, bits, "");
    }

    /** Unsigned integers of so many bits. */
    public static ArrowType unsigned(int bits) {
        return new ArrowType(Kind.UNSIGNED, bits, "");
    }

    /** IEEE 754 numbers of 16, 32 or 64 bits. */
    public static ArrowType floating(int bits) {
        return new ArrowType(Kind.FLOAT, bits, "");
    }

    /** Values of so many bytes. */
    public static ArrowType fixedBinary(int bytes) {
        return new ArrowType(Kind.FIXED_BINARY, bytes, "");
    }

    /** Milliseconds since 1970. */
    public static ArrowType milliseconds(String zone) {
        return new ArrowType(Kind.TIMESTAMP, 0, zone);
    }

    /** Whether it is one of these kinds. */
    public boolean isOneOf(Kind... kinds) {
        for (Kind one : kinds) {
            if (one == kind) {
                return true;
            }
        }
        return false;
    }

    /** How many buffers a column of it has, those of its children apart. */
    int buffers() {
        return kind == Kind.OTHER ? width : kind.buffers;
    }

    /** Bytes that a value takes in the buffer of values; 0 where that is not the same for all. */
    int valueBytes() {
        return switch (kind) {
            case SIGNED, UNSIGNED, FLOAT -> width / 8;
            case TIMESTAMP -> Long.BYTES;
            case FIXED_BINARY -> width;
            default -> 0;
        };
    }

    /** Bytes that an offset takes; 0 where there are none. */
    int offsetBytes() {
        return switch (kind) {
            case UTF8, LIST, MAP -> Integer.BYTES;
            case LARGE_BINARY, LARGE_LIST -> Long.BYTES;
            default -> 0;
        };
    }

    /** As messages name it: {@code UNSIGNED(16)}. */
    @Override
    public String toString() {
        return isOneOf(Kind.OTHER, Kind.VIEW) ? detail : kind + (width == 0 ? "" : "(" + width + ")");
    }
}
