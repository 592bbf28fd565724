package org.szformat.codec;

/** The check of a claimed length, before anything is allocated for it. */
final class ContentLengths {

    private ContentLengths() {}

    static int require(String what, long position, long length, long min, long max) throws CorruptDataException {
        if (length < min || length > Math.min(max, ByteArrayBuilder.MAX_LENGTH)) {
            throw new CorruptDataException(
                    what, position, "a content of " + length + " bytes", min == max ? min + "" : min + " to " + max);
        }
        return (int) length;
    }
}
