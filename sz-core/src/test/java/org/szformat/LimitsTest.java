package org.szformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void eachLimitCanBeSet() {
        Limits limits = Limits.defaults().withMaxValueBytes(7).withMaxLineBytes(9);
        assertEquals(7, limits.maxValueBytes());
        assertEquals(9, limits.maxLineBytes());
    }

    @Test
    void limitsFollowFromTheHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        assertTrue(Limits.defaults().maxValueBytes() <= heap / 4);
        assertTrue(Limits.defaults().maxValueBytes() >= Math.min(1L << 30, heap / 8));
    }

    @Test
    void rangesAreChecked() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Limits.defaults().withMaxValueBytes(0));
        assertEquals("maxValueBytes is 0; it must be 1 to 2147483639", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Limits.defaults().withMaxLineBytes(1L << 31));
    }

    @Test
    void aFormatExceptionSaysAllFourThings() {
        SzFormatException e = new SzFormatException(Path.of("a.sz"), "line 3", "x", "y");
        assertEquals("a.sz: line 3: found x; expected y", e.getMessage());
        assertEquals("a.sz", e.file());
        assertEquals("line 3", e.place());
        assertEquals("x", e.found());
        assertEquals("y", e.expected());
    }
}
