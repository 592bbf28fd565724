package org.szformat.concurrent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.szformat.record.Record;

/** A process that is told chunks, one a line, and says what is in them. */
final class ChunkRefWorker {
    private ChunkRefWorker() {}

    static String describe(Record record) {
        return record.key() + " " + Arrays.hashCode(record.getShorts("raw_signal"));
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader tasks = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String task = tasks.readLine(); task != null; task = tasks.readLine()) {
            for (Record record : ChunkRef.fromJson(task).read()) {
                System.out.println(describe(record));
            }
        }
    }
}
