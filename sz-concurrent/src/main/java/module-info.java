/**
 * SZ files by many threads at once, also of web servers.
 *
 * @provides java.nio.file.spi.FileSystemProvider files of web servers
 * @provides org.szformat.layout.LayoutProvider files that are read as one
 */
module org.szformat.concurrent {
    requires datasketches.java;
    requires java.net.http;
    requires static org.jspecify;
    requires transitive org.szformat.core;

    exports org.szformat.concurrent;
    exports org.szformat.digest;
    exports org.szformat.http;
    exports org.szformat.merge;
    exports org.szformat.progress;
    exports org.szformat.query;
    exports org.szformat.rewrite;
    exports org.szformat.selection;
    exports org.szformat.split;
    exports org.szformat.staging;
    exports org.szformat.store;
    exports org.szformat.virtual;

    provides java.nio.file.spi.FileSystemProvider with
            org.szformat.http.HttpProvider,
            org.szformat.http.HttpsProvider;
    provides org.szformat.layout.LayoutProvider with
            org.szformat.virtual.VirtualProvider;
}
