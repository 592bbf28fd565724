import org.szformat.exchange.RecordFormat;
import org.szformat.interop.arrow.ArrowFormat;
import org.szformat.interop.fast5.Fast5Format;
import org.szformat.interop.parquet.ParquetFormat;
import org.szformat.interop.pod5.Pod5Format;
import org.szformat.interop.slow5.Blow5Format;
import org.szformat.interop.slow5.Slow5Format;

/**
 * The formats of other programs, read and written.
 *
 * @provides RecordFormat the formats of nanopore reads
 */
module org.szformat.interop {
    requires com.github.luben.zstd_jni;
    requires flatbuffers.java;
    requires io.jhdf;
    requires org.apache.arrow.format;
    requires static org.jspecify;
    requires org.slf4j; // by Parquet's structures, which have no descriptor that says so
    requires transitive org.szformat.concurrent;
    requires parquet.format.structures;

    exports org.szformat.interop;
    exports org.szformat.interop.arrow;
    exports org.szformat.interop.fast5;
    exports org.szformat.interop.parquet;
    exports org.szformat.interop.pod5;
    exports org.szformat.interop.slow5;

    provides RecordFormat with
            ArrowFormat,
            Blow5Format,
            Fast5Format,
            ParquetFormat,
            Pod5Format,
            Slow5Format;
}
