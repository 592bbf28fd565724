package org.szformat.container;

import java.io.IOException;

/** Takes the bytes of a file from front to back. */
interface FrameSink {

    /** Where the next byte goes. */
    long position();

    /** Takes bytes, which may change afterwards. */
    void write(byte[] bytes, int from, int length) throws IOException;
}
