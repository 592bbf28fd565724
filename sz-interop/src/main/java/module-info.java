import org.szformat.exchange.RecordFormat;
import org.szformat.interop.delimited.CsvFormat;
import org.szformat.interop.delimited.TsvFormat;
import org.szformat.interop.fast5.Fast5Format;
import org.szformat.interop.fastq.FastqFormat;
import org.szformat.interop.jsonl.JsonlFormat;
import org.szformat.interop.slow5.Blow5Format;
import org.szformat.interop.slow5.Slow5Format;

/**
 * The formats of other programs, read and written.
 *
 * @provides RecordFormat the formats of nanopore reads, and of text
 */
module org.szformat.interop {
    requires com.github.luben.zstd_jni;
    requires io.jhdf;
    requires org.apache.commons.compress;
    requires org.apache.commons.csv;
    requires static org.jspecify;
    requires transitive org.szformat.concurrent;
    requires tools.jackson.core;

    exports org.szformat.interop;
    exports org.szformat.interop.convert;
    exports org.szformat.interop.fast5;
    exports org.szformat.interop.slow5;
    exports org.szformat.interop.sz;
    exports org.szformat.interop.text;

    provides RecordFormat with
            Blow5Format,
            CsvFormat,
            Fast5Format,
            FastqFormat,
            JsonlFormat,
            Slow5Format,
            TsvFormat;
}
