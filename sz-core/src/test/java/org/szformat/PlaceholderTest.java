package org.szformat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PlaceholderTest {

    @Test
    void roundTrip() {
        assertArrayEquals(new byte[] {1, 2, 3}, Placeholder.roundTrip(new byte[] {1, 2, 3}));
    }

    @Test
    @Tag("long")
    void longRoundTrip() {
        assertArrayEquals(new byte[1 << 20], Placeholder.roundTrip(new byte[1 << 20]));
    }

    @FuzzTest
    void fuzzRoundTrip(FuzzedDataProvider data) {
        byte[] bytes = data.consumeRemainingAsBytes();
        assertArrayEquals(bytes, Placeholder.roundTrip(bytes));
    }
}
