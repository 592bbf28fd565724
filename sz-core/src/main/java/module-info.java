/**
 * SZ files: types, schema, records, codecs, layouts and the index table. Starts no threads.
 *
 * @uses java.nio.file.spi.FileSystemProvider to find files that are not of this machine
 * @uses org.szformat.exchange.RecordFormat to find the formats of other programs
 * @uses org.szformat.kernel.KernelProvider to find faster inner loops of codecs
 * @uses org.szformat.layout.LayoutProvider to find the layouts that there are
 */
@SuppressWarnings("module") // the module that internals are exported to is compiled later
module org.szformat.core {
    requires blosc.java;
    requires com.github.luben.zstd_jni;
    requires it.unimi.dsi.fastutil.core;
    requires me.lemire.integercompression;
    requires org.apache.commons.compress;
    requires org.apache.commons.csv;
    requires org.lz4.java;
    requires tools.jackson.core;
    requires static transitive org.jspecify;

    exports org.szformat;
    exports org.szformat.archive;
    exports org.szformat.codec;
    exports org.szformat.container to
            org.szformat.concurrent;
    exports org.szformat.exchange;
    exports org.szformat.filter;
    exports org.szformat.index;
    exports org.szformat.io to
            org.szformat.concurrent,
            org.szformat.interop;
    exports org.szformat.json;
    exports org.szformat.kernel;
    exports org.szformat.layout;
    exports org.szformat.number;
    exports org.szformat.record;
    exports org.szformat.schema;

    uses java.nio.file.spi.FileSystemProvider;
    uses org.szformat.exchange.RecordFormat;
    uses org.szformat.kernel.KernelProvider;
    uses org.szformat.layout.LayoutProvider;

    provides org.szformat.layout.LayoutProvider with
            org.szformat.container.ContainerProvider,
            org.szformat.directory.DirectoryProvider;
}
