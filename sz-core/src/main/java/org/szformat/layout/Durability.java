package org.szformat.layout;

/** What the records that a flush covered survive. */
public enum Durability {
    /** The death of the process: everything was handed to the operating system. */
    PROCESS,
    /** The death of the machine: files were forced to their device, and so were the directories that name them. */
    SYNC
}
