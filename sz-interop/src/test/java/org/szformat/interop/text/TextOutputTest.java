package org.szformat.interop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextOutputTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TextOutput out = new TextOutput(bytes);

    private String written() throws IOException {
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void integers() throws IOException {
        StringBuilder expected = new StringBuilder();
        for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
            for (long value : new long[] {power - 1, power, power + 1, -power, 1 - power, -power - 1}) {
                out.writeLong(value);
                out.append(' ');
                expected.append(value).append(' ');
            }
        }
        for (long value : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            out.writeLong(value);
            out.writeUnsignedLong(value);
            expected.append(value).append(Long.toUnsignedString(value));
        }
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            out.writeLong(value);
            expected.append(value);
        }
        assertEquals(expected.toString(), written(), () -> "seed " + seed);
    }

    @Test
    void text() throws IOException {
        String text = "aé€𝄞\u0000\uFFFD".repeat(20_000);
        out.write(text);
        for (char c : "𝄞𝄞".toCharArray()) {
            out.append(c);
        }
        out.append("xyz", 1, 2);
        out.write("é€".toCharArray());
        assertEquals(text + "𝄞𝄞yé€", written());
    }

    @Test
    void unpairedSurrogates() throws IOException {
        out.write("a\uD834b\uDD1Ec\uD834\uD834\uDD1E");
        assertEquals("a?b?c?𝄞", written());
    }
}
