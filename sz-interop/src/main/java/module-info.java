/** The formats of other programs, read and written. */
module org.szformat.interop {
    requires org.apache.commons.csv;
    requires static org.jspecify;
    requires transitive org.szformat.concurrent;

    exports org.szformat.interop;
    exports org.szformat.interop.text;
}
