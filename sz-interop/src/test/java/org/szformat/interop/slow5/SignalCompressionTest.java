package org.szformat.interop.slow5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.codec.ByteArrayBuilder;

class SignalCompressionTest {
    private static final long SEED = 20261121;
    private static final long LIMIT = 1 << 20;

    @ParameterizedTest
    @EnumSource
    void signalsComeBack(SignalCompression compression) throws Fault {
        try (SignalEncoder encoder = compression.newEncoder();
                SignalDecoder decoder = compression.newDecoder(LIMIT)) {
            for (short[] signal : signals()) {
                ByteArrayBuilder bytes = new ByteArrayBuilder(0);
                bytes.append(new byte[] {1, 2, 3}, 0, 3);
                encoder.encode(signal, bytes);
                assertArrayEquals(signal, decoder.decode(bytes.array(), 3, bytes.length()), "seed " + SEED);
            }
        }
    }

    private static List<short[]> signals() {
        Random random = new Random(SEED);
        List<short[]> signals = new ArrayList<>();
        signals.add(new short[] {0});
        signals.add(new short[] {Short.MIN_VALUE, Short.MAX_VALUE, Short.MIN_VALUE});
        signals.add(new short[1000]);
        for (int i = 0; i < 300; i++) {
            short[] signal = new short[1 + random.nextInt(i < 10 ? 10 : 3000)];
            int jump = 1 << random.nextInt(17);
            int step = 1 << random.nextInt(7);
            int value = 0;
            for (int k = 0; k < signal.length; k++) {
                value += random.nextInt(50) == 0 ? random.nextInt(2 * jump) - jump : random.nextInt(61) - 30;
                signal[k] = (short) (value * step);
            }
            signals.add(signal);
        }
        return signals;
    }

    @Test
    void anEmptySignalIsOneExceptForExZd() throws Fault {
        for (SignalCompression compression : List.of(SignalCompression.NONE, SignalCompression.SVB_ZD)) {
            ByteArrayBuilder bytes = new ByteArrayBuilder(0);
            compression.newEncoder().encode(new short[0], bytes);
            assertEquals(0, compression.newDecoder(LIMIT).decode(bytes.array(), 0, bytes.length()).length);
        }
        SignalEncoder encoder = SignalCompression.EX_ZD.newEncoder();
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(new short[0], new ByteArrayBuilder(0)));
    }

    @ParameterizedTest
    @EnumSource(names = {"SVB_ZD", "EX_ZD"})
    void damagedBytesGiveASignalOrAFault(SignalCompression compression) {
        Random random = new Random(SEED);
        SignalEncoder encoder = compression.newEncoder();
        SignalDecoder decoder = compression.newDecoder(LIMIT);
        int faults = 0;
        for (short[] signal : signals()) {
            ByteArrayBuilder builder = new ByteArrayBuilder(0);
            encoder.encode(signal, builder);
            byte[] bytes = builder.toByteArray();
            for (int i = 0; i < 20; i++) {
                byte[] damaged = bytes.clone();
                damaged[random.nextInt(Math.min(bytes.length, i < 10 ? 20 : bytes.length))] = (byte) random.nextInt();
                int length = i % 3 == 0 ? random.nextInt(bytes.length) : bytes.length;
                try {
                    assertTrue(decoder.decode(damaged, 0, length).length <= 2 * bytes.length, "seed " + SEED);
                } catch (Fault e) {
                    faults++;
                }
            }
        }
        assertTrue(faults > 1000, faults + " faults, seed " + SEED);
    }

    @Test
    void claimsBeyondTheBytesAreRefused() {
        byte[] huge = new byte[64];
        Arrays.fill(huge, 0, 12, (byte) 0xFF);
        assertThrows(
                Fault.class, () -> SignalCompression.SVB_ZD.newDecoder(LIMIT).decode(huge, 0, huge.length));
        huge[0] = 0;
        assertThrows(
                Fault.class, () -> SignalCompression.EX_ZD.newDecoder(LIMIT).decode(huge, 0, huge.length));
    }

    @ParameterizedTest
    @EnumSource
    void signalsBeyondTheLimitAreRefused(SignalCompression compression) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(0);
        compression.newEncoder().encode(new short[100], bytes);
        SignalDecoder decoder = compression.newDecoder(199);
        assertThrows(Fault.class, () -> decoder.decode(bytes.array(), 0, bytes.length()));
    }
}
