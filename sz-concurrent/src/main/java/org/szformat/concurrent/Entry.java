package org.szformat.concurrent;

/** What reaches the assembler, in order. */
sealed interface Entry permits RecordGroup, Entry.Flush, Entry.Finish, Entry.Stop {

    /** Everything before it is to be flushed. */
    record Flush(FlushCall call) implements Entry, Step {}

    /** Everything was put; the file is to be completed. */
    record Finish() implements Entry, Step {}

    /** There is nothing more to do. */
    record Stop() implements Entry {}
}
