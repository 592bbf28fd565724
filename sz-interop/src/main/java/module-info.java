import org.szformat.exchange.RecordFormat;
import org.szformat.interop.arrow.ArrowFormat;
import org.szformat.interop.delimited.CsvFormat;
import org.szformat.interop.delimited.TsvFormat;
import org.szformat.interop.fast5.Fast5Format;
import org.szformat.interop.fastq.FastqFormat;
import org.szformat.interop.jsonl.JsonlFormat;
import org.szformat.interop.parquet.ParquetFormat;
import org.szformat.interop.pod5.Pod5Format;
import org.szformat.interop.slow5.Blow5Format;
import org.szformat.interop.slow5.Slow5Format;

/**
 * The formats of other programs, read and written.
 *
 * @provides RecordFormat the formats of nanopore reads, of text, and of tables
 */
module org.szformat.interop {
    requires com.github.luben.zstd_jni;
    requires flatbuffers.java;
    requires io.jhdf;
    requires org.apache.arrow.format;
    requires org.apache.commons.compress;
    requires org.apache.commons.csv;
    requires static org.jspecify;
    requires org.slf4j; // by Parquet's structures, which have no descriptor that says so
    requires transitive org.szformat.concurrent;
    requires parquet.format.structures;
    requires tools.jackson.core;

    exports org.szformat.interop;
    exports org.szformat.interop.arrow;
    exports org.szformat.interop.convert;
    exports org.szformat.interop.fast5;
    exports org.szformat.interop.parquet;
    exports org.szformat.interop.pod5;
    exports org.szformat.interop.refs;
    exports org.szformat.interop.slow5;
    exports org.szformat.interop.sz;
    exports org.szformat.interop.text;

    provides RecordFormat with
            ArrowFormat,
            CsvFormat,
            FastqFormat,
            Fast5Format,
            JsonlFormat,
            ParquetFormat,
            Pod5Format,
            TsvFormat,
            Blow5Format,
            Slow5Format;
}
