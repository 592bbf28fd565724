/** The formats of other programs, read and written. */
module org.szformat.interop {
    requires org.apache.commons.compress;
    requires org.apache.commons.csv;
    requires static org.jspecify;
    requires transitive org.szformat.concurrent;
    requires tools.jackson.core;

    exports org.szformat.interop;
    exports org.szformat.interop.convert;
    exports org.szformat.interop.sz;
    exports org.szformat.interop.text;

    provides org.szformat.exchange.RecordFormat with
            org.szformat.interop.delimited.CsvFormat,
            org.szformat.interop.delimited.TsvFormat,
            org.szformat.interop.fastq.FastqFormat,
            org.szformat.interop.jsonl.JsonlFormat;
}
