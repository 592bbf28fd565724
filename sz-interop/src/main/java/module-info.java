import org.szformat.exchange.RecordFormat;
import org.szformat.interop.fast5.Fast5Format;
import org.szformat.interop.slow5.Blow5Format;
import org.szformat.interop.slow5.Slow5Format;

/**
 * The formats of other programs, read and written.
 *
 * @provides RecordFormat the formats of nanopore reads
 */
module org.szformat.interop {
    requires com.github.luben.zstd_jni;
    requires io.jhdf;
    requires static org.jspecify;
    requires transitive org.szformat.concurrent;

    exports org.szformat.interop;
    exports org.szformat.interop.fast5;
    exports org.szformat.interop.slow5;

    provides RecordFormat with
            Blow5Format,
            Fast5Format,
            Slow5Format;
}
