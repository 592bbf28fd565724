/** SZ files: types, schema, records, codecs, the two layouts and the index. */
module org.szformat.core {
    requires static org.jspecify;
    requires com.github.luben.zstd_jni;
    requires it.unimi.dsi.fastutil.core;
    requires org.apache.commons.csv;
    requires tools.jackson.core;

    exports org.szformat;
}
