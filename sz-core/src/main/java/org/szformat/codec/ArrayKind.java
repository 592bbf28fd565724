package org.szformat.codec;

import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.szformat.number.Float80Array;
import org.szformat.schema.ValueType;

/**
 * The Java arrays that values travel in: which array a {@link ValueType} uses, and how to make and measure one.
 *
 * <p>Unsigned integers and halves keep their raw bits in the signed array of their width. Strings are UTF-8 bytes.
 * Immutable; the constants are the only instances.
 *
 * @param <A> the array
 */
public final class ArrayKind<A> {

    /** Arrays of {@code S}, {@code I8} and {@code U8}. */
    public static final ArrayKind<byte[]> BYTES = new ArrayKind<>(byte[].class, byte[]::new, a -> a.length);

    /** Arrays of {@code I16}, {@code U16} and {@code F16}. */
    public static final ArrayKind<short[]> SHORTS = new ArrayKind<>(short[].class, short[]::new, a -> a.length);

    /** Arrays of {@code I32} and {@code U32}. */
    public static final ArrayKind<int[]> INTS = new ArrayKind<>(int[].class, int[]::new, a -> a.length);

    /** Arrays of {@code I64} and {@code U64}. */
    public static final ArrayKind<long[]> LONGS = new ArrayKind<>(long[].class, long[]::new, a -> a.length);

    /** Arrays of {@code F32}. */
    public static final ArrayKind<float[]> FLOATS = new ArrayKind<>(float[].class, float[]::new, a -> a.length);

    /** Arrays of {@code F64}. */
    public static final ArrayKind<double[]> DOUBLES = new ArrayKind<>(double[].class, double[]::new, a -> a.length);

    /** Arrays of {@code F128}. A decoder fills an array that nobody else has seen yet. */
    public static final ArrayKind<Float80Array> FLOAT80S = new ArrayKind<>(
            Float80Array.class, n -> Float80Array.adopt(new long[n], new short[n]), Float80Array::length);

    private final Class<A> arrayClass;
    private final IntFunction<A> allocator;
    private final ToIntFunction<A> measure;

    private ArrayKind(Class<A> arrayClass, IntFunction<A> allocator, ToIntFunction<A> measure) {
        this.arrayClass = arrayClass;
        this.allocator = allocator;
        this.measure = measure;
    }

    /**
     * The arrays that values of a type travel in.
     *
     * @param type any type
     * @return the kind of array
     */
    public static ArrayKind<?> of(ValueType type) {
        return switch (type) {
            case S, I8, U8 -> BYTES;
            case I16, U16, F16 -> SHORTS;
            case I32, U32 -> INTS;
            case I64, U64 -> LONGS;
            case F32 -> FLOATS;
            case F64 -> DOUBLES;
            case F128 -> FLOAT80S;
        };
    }

    /**
     * Makes an array of zeros.
     *
     * @param length the number of values
     * @return a new array
     */
    public A allocate(int length) {
        return allocator.apply(length);
    }

    /**
     * Measures an array.
     *
     * @param array any array of this kind
     * @return the number of its values
     */
    public int length(A array) {
        return measure.applyAsInt(array);
    }

    /**
     * Takes an object for an array of this kind.
     *
     * @param array the object
     * @return the same object
     * @throws ClassCastException if it is no such array
     */
    public A cast(Object array) {
        return arrayClass.cast(Objects.requireNonNull(array));
    }

    /**
     * The class of the arrays.
     *
     * @return the class
     */
    public Class<A> arrayClass() {
        return arrayClass;
    }

    /**
     * The simple name of the array class.
     *
     * @return a name such as {@code short[]}
     */
    @Override
    public String toString() {
        return arrayClass.getSimpleName();
    }
}
