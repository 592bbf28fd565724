package org.szformat.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.szformat.crew.OrderedWork.Footprint;

final class OrderedWorkTest {
    @Test
    void noMoreIsBegunThanMemoryAllows() throws Exception {
        try (Crew crew = new Crew("sz-test", 2)) {
            OrderedWork<Integer> work = new OrderedWork<>(crew, 100);
            assertTrue(work.hasRoom(new Footprint(1000, 1000)), "a large one alone");
            work.begin(new Footprint(10, 40), () -> 1);
            assertTrue(work.hasRoom(new Footprint(10, 40)));
            assertFalse(work.hasRoom(new Footprint(11, 40)));
            assertFalse(work.hasRoom(new Footprint(10, 41)));
            work.begin(new Footprint(10, 40), () -> 2);
            assertTrue(work.hasRoom(new Footprint(0, 40)), "two work, whatever waits");
            assertFalse(work.hasRoom(new Footprint(1, 0)), "those that work take the most that any of them may");
            assertEquals(1, work.next());
            assertTrue(work.hasRoom(new Footprint(10, 40)));
            assertEquals(2, work.next());
            assertTrue(work.isEmpty());
        }
    }
}
