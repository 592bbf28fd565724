package org.szformat.interop.slow5;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.exchange.FormatOption;
import org.szformat.exchange.FormatOptions;
import org.szformat.interop.ReadFields;
import org.szformat.interop.slow5.CommonFields.Channels;
import org.szformat.interop.slow5.WriteLayout.Enums;
import org.szformat.schema.Field;

/** The options of both formats. */
final class Options {
    static final FormatOption CHANNEL = new FormatOption(
            "channel",
            "number or text",
            "how channels are held: as numbers of 16 bits, or as the strings that the file has; by default as numbers when"
                    + " that of the first record is one");
    static final FormatOption DUPLICATE_IDS = new FormatOption(
            "duplicate-ids",
            "refuse or keep",
            "what to do with records that have the ID of another; by default refuse");
    static final FormatOption RECORD_COMPRESSION =
            new FormatOption("record-compression", "none, zlib or zstd", "how records are compressed; by default zlib");
    static final FormatOption SIGNAL_COMPRESSION = new FormatOption(
            "signal-compression", "none, svb-zd or ex-zd", "how signals are compressed before that; by default svb-zd");
    static final FormatOption ENUMS = new FormatOption(
            "enums",
            "enum or text",
            "how enumerations such as end_reason are written: as such, or as strings, which take any label; by default"
                    + " enum");

    private Options() {}

    /** How channels are to be held, or null when the first record decides, which is then read. */
    static @Nullable Channels channels(FormatOptions options) {
        Optional<String> value = options.get(CHANNEL.name());
        if (value.isEmpty()) {
            return options.schema()
                    .flatMap(schema -> schema.find(ReadFields.CHANNEL.fieldName()))
                    .map(Options::channels)
                    .orElse(null);
        }
        return isFirst(CHANNEL, value.get(), "number", "text") ? Channels.NUMBER : Channels.TEXT;
    }

    private static @Nullable Channels channels(Field known) {
        if (known.isText()) {
            return Channels.TEXT;
        }
        return known.type() == ReadFields.CHANNEL.type() ? Channels.NUMBER : null;
    }

    static boolean keepsDuplicates(FormatOptions options) {
        return !isFirst(DUPLICATE_IDS, options.get(DUPLICATE_IDS.name()).orElse("refuse"), "refuse", "keep");
    }

    static Enums enums(FormatOptions options) {
        return isFirst(ENUMS, options.get(ENUMS.name()).orElse("enum"), "enum", "text") ? Enums.LABELLED : Enums.TEXT;
    }

    static RecordCompression records(FormatOptions options) {
        return options.get(RECORD_COMPRESSION.name())
                .map(RecordCompression::ofText)
                .orElse(RecordCompression.ZLIB);
    }

    static SignalCompression signals(FormatOptions options) {
        return options.get(SIGNAL_COMPRESSION.name())
                .map(SignalCompression::ofText)
                .orElse(SignalCompression.SVB_ZD);
    }

    private static boolean isFirst(FormatOption option, String value, String first, String second) {
        if (!value.equals(first) && !value.equals(second)) {
            throw new IllegalArgumentException(option.name() + " is '" + value + "'; it must be " + option.values());
        }
        return value.equals(first);
    }
}
