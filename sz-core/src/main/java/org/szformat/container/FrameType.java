package org.szformat.container;

/** What a metadata frame is. */
enum FrameType {
    FILE_HEAD('H', "file head"),
    CHUNK_HEAD('C', "chunk head"),
    CHUNK_TABLE('T', "chunk table"),
    ID_RUN('I', "ID run"),
    CHECKPOINT('P', "checkpoint"),
    ROOT('R', "root"),
    END('E', "end frame"),
    ATTACHMENT('A', "attachment");

    private final char letter;
    private final String label;

    FrameType(char letter, String label) {
        this.letter = letter;
        this.label = label;
    }

    /** The byte that stands for it in files. */
    char letter() {
        return letter;
    }

    @Override
    public String toString() {
        return label;
    }
}
