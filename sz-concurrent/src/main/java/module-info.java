/** SZ files by many threads at once. */
module org.szformat.concurrent {
    requires datasketches.java;
    requires static org.jspecify;
    requires transitive org.szformat.core;

    exports org.szformat.concurrent;
    exports org.szformat.merge;
    exports org.szformat.query;
    exports org.szformat.rewrite;
    exports org.szformat.staging;
    exports org.szformat.store;
}
