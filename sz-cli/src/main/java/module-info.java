/** The command {@code sz}. */
module org.szformat.cli {
    requires static org.jspecify;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires org.apache.commons.csv;
    requires org.szformat.concurrent;
    requires org.szformat.interop;

    exports org.szformat.cli;

    opens org.szformat.cli to
            info.picocli;
}
