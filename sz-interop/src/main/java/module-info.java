/** The formats of other programs, read and written. */
module org.szformat.interop {
    requires static org.jspecify;
    requires transitive org.szformat.concurrent;

    exports org.szformat.interop;
}
