/** The formats of other programs, read and written. */
module org.szformat.interop {
    requires com.github.luben.zstd_jni;
    requires flatbuffers.java;
    requires org.apache.arrow.format;
    requires static org.jspecify;
    requires org.slf4j; // by Parquet's structures, which have no descriptor that says so
    requires transitive org.szformat.concurrent;
    requires parquet.format.structures;

    exports org.szformat.interop;
    exports org.szformat.interop.arrow;
    exports org.szformat.interop.parquet;
    exports org.szformat.interop.pod5;

    provides org.szformat.exchange.RecordFormat with
            org.szformat.interop.arrow.ArrowFormat,
            org.szformat.interop.parquet.ParquetFormat,
            org.szformat.interop.pod5.Pod5Format;
}
