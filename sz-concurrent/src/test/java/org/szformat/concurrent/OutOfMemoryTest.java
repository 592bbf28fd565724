package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Memory runs out while a writer works: it fails, or it does not; no call waits for ever, and what they say is true. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutOfMemoryTest {
    @TempDir
    Path temp;

    @Test
    void forSeconds() throws Exception {
        write(4);
    }

    @Test
    @Tag("long")
    void forMinutes() throws Exception {
        write(180);
    }

    private void write(int seconds) throws Exception {
        Child.Result result = Child.run(
                temp, 48, MemoryVictim.class, temp.resolve("reads.sz").toString(), Integer.toString(seconds), "1");
        assertEquals(0, result.exitCode(), result::complaints);
        String[] counts = result.said().split(" ");
        assertTrue(Integer.parseInt(counts[0]) > 0, result::said);
        System.out.println("Files written while memory ran out, and those of them that failed: " + result.said());
    }
}
