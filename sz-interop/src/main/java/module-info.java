/** The formats of other programs, read and written. */
module org.szformat.interop {
    requires com.github.luben.zstd_jni;
    requires io.jhdf;
    requires static org.jspecify;
    requires transitive org.szformat.concurrent;

    exports org.szformat.interop;
    exports org.szformat.interop.fast5;

    provides org.szformat.exchange.RecordFormat with
            org.szformat.interop.fast5.Fast5Format;
}
