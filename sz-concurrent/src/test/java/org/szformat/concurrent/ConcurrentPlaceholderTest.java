package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ConcurrentPlaceholderTest {

    @Test
    void roundTrip() {
        assertEquals(5, ConcurrentPlaceholder.roundTrip(new byte[5]));
    }
}
