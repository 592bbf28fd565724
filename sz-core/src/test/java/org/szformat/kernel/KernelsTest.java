package org.szformat.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KernelsTest {

    /** What the plain kernels do, unless a test overrides it. */
    private static class Plain implements ShortKernels {
        @Override
        public void encode(short[] values, int from, int count, Sign sign, byte[] out, int at) {
            ShortKernels.plain().encode(values, from, count, sign, out, at);
        }

        @Override
        public int decode(byte[] in, int from, int count, Sign sign, short[] values, int at) {
            return ShortKernels.plain().decode(in, from, count, sign, values, at);
        }

        @Override
        public int decodeSplit(
                byte[] in, int from, int count, int lowAt, int highAt, int escapes, Sign sign, short[] values, int at) {
            return ShortKernels.plain().decodeSplit(in, from, count, lowAt, highAt, escapes, sign, values, at);
        }
    }

    /** At once done with everything. */
    private static final class Idle implements ShortKernels {
        @Override
        public void encode(short[] values, int from, int count, Sign sign, byte[] out, int at) {}

        @Override
        public int decode(byte[] in, int from, int count, Sign sign, short[] values, int at) {
            return count;
        }

        @Override
        public int decodeSplit(
                byte[] in, int from, int count, int lowAt, int highAt, int escapes, Sign sign, short[] values, int at) {
            return escapes;
        }
    }

    private record Provider(Supplier<ShortKernels> kernels) implements KernelProvider {
        @Override
        public String name() {
            return "of a test";
        }

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public ShortKernels load() {
            return kernels.get();
        }
    }

    @Test
    void withoutAProviderThePlainOnesAreChosen() {
        assertEquals("plain Java", Kernels.describe());
        assertEquals("plain Java", Kernels.choose());
        assertSame(ShortKernels.plain(), Kernels.forValues(1));
    }

    @Test
    void whatDoesNotWorkIsNotChosen() {
        assertTrue(Kernels.tried(new Provider(Idle::new)).isEmpty());
        assertTrue(Kernels.tried(new Provider(() -> {
                    throw new UnsupportedOperationException("none here");
                }))
                .isEmpty());
        assertTrue(Kernels.tried(new Provider(() -> {
                    throw new NoClassDefFoundError("jdk/incubator/vector/ShortVector");
                }))
                .isEmpty());
    }

    @Test
    void whatIsWrongFailsTheCheck() {
        assertTrue(KernelCheck.passes(new Plain()));
        assertFalse(KernelCheck.passes(new Idle()));
        assertFalse(KernelCheck.passes(new Plain() {
            @Override
            public int decode(byte[] in, int from, int count, Sign sign, short[] values, int at) {
                return super.decode(in, from, count, Sign.SIGNED, values, at);
            }
        }));
        assertFalse(KernelCheck.passes(new Plain() {
            @Override
            public void encode(short[] values, int from, int count, Sign sign, byte[] out, int at) {
                super.encode(values, from, count, Sign.SIGNED, out, at);
            }
        }));
        assertFalse(KernelCheck.passes(new Plain() {
            @Override
            public void encode(short[] values, int from, int count, Sign sign, byte[] out, int at) {
                super.encode(values, from, count - count % 16, sign, out, at);
            }
        }));
        assertFalse(KernelCheck.passes(new Plain() {
            @Override
            public int decodeSplit(
                    byte[] in,
                    int from,
                    int count,
                    int lowAt,
                    int highAt,
                    int escapes,
                    Sign sign,
                    short[] values,
                    int at) {
                return super.decodeSplit(in, from, count, highAt, lowAt, escapes, sign, values, at);
            }
        }));
        assertFalse(KernelCheck.passes(new Plain() {
            @Override
            public int decodeSplit(
                    byte[] in,
                    int from,
                    int count,
                    int lowAt,
                    int highAt,
                    int escapes,
                    Sign sign,
                    short[] values,
                    int at) {
                return Math.min(escapes, super.decodeSplit(in, from, count, lowAt, highAt, escapes, sign, values, at));
            }
        }));
    }
}
