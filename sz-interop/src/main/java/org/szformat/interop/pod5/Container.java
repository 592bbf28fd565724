package org.szformat.interop.pod5;

/** What frames the tables of a POD5 file, under the names of its specification. */
final class Container {
    /** The first and the last eight bytes. */
    static final byte[] SIGNATURE = {(byte) 0x8B, 'P', 'O', 'D', '\r', '\n', 0x1A, '\n'};

    /** What stands before the footer. */
    static final byte[] FOOTER_MAGIC = {'F', 'O', 'O', 'T', 'E', 'R', 0, 0};

    /** The random bytes that stand between the parts, the same ones throughout a file. */
    static final int MARKER_BYTES = 16;

    /** What all parts are aligned to. */
    static final int ALIGNMENT = 8;

    /** Signature and marker. */
    static final int HEAD_BYTES = SIGNATURE.length + MARKER_BYTES;

    /** The footer's length, marker and signature. */
    static final int TAIL_BYTES = Long.BYTES + MARKER_BYTES + SIGNATURE.length;

    /** The format of embedded files: Arrow IPC. */
    static final short FEATHER_V2 = 0;

    /** The content of embedded files, by the numbers that footers have for it. */
    enum Content {
        READS(0, "reads table"),
        SIGNAL(1, "signal table"),
        RUN_INFO(4, "run info table");

        private final int number;
        private final String title;

        Content(int number, String title) {
            this.number = number;
            this.title = title;
        }

        int number() {
            return number;
        }

        /** As messages name it. */
        String title() {
            return title;
        }
    }

    private Container() {}

    /** The bytes that are missing to the next multiple of the alignment. */
    static int padding(long length) {
        return (int) (-length & ALIGNMENT - 1);
    }
}
