package org.szformat.interop.slow5;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOptions;
import org.szformat.interop.ReadFields;
import org.szformat.interop.slow5.CommonFields.Channels;
import org.szformat.interop.slow5.OpenedFile.RepeatedIds;
import org.szformat.record.Record;
import org.szformat.schema.Field;

/** Opens files of both kinds: reads the header and plans how the records are read. */
final class Opening {
    static final byte[] BINARY_MAGIC = "BLOW5\1".getBytes(StandardCharsets.ISO_8859_1);
    static final byte[] TEXT_MAGIC = (Slow5Header.VERSION_KEY + "\t").getBytes(StandardCharsets.ISO_8859_1);

    /** Bytes of a BLOW5 file's header before its text. */
    static final int BINARY_HEAD_BYTES = 68;

    static final int VERSION_AT = 6;
    static final int RECORD_METHOD_AT = 9;
    static final int GROUPS_AT = 10;
    static final int SIGNAL_METHOD_AT = 14;
    static final int TEXT_LENGTH_AT = 64;

    private static final byte[] NAMES_START = "\n#read_id".getBytes(StandardCharsets.ISO_8859_1);

    private final FileInput in;
    private final FormatOptions options;
    private final Limits limits;
    private final HeaderParser parser;

    private Opening(FileInput in, FormatOptions options) {
        this.in = in;
        this.options = options;
        this.limits = options.limits();
        this.parser = new HeaderParser(in.path(), limits);
    }

    static OpenedFile text(Path path, FormatOptions options) throws IOException {
        return open(path, options, Opening::text);
    }

    static OpenedFile binary(Path path, FormatOptions options) throws IOException {
        return open(path, options, Opening::binary);
    }

    private interface Kind {
        OpenedFile open(Opening opening) throws IOException;
    }

    private static OpenedFile open(Path path, FormatOptions options, Kind kind) throws IOException {
        FileInput in = FileInput.open(path);
        try {
            return kind.open(new Opening(in, options));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private OpenedFile binary() throws IOException {
        byte[] head = new byte[(int) Math.min(BINARY_HEAD_BYTES, in.size())];
        in.readFully(head, 0, head.length);
        if (!startsWith(head, BINARY_MAGIC)) {
            throw fault(
                    "offset 0",
                    head.length == 0 ? "an empty file" : "no magic number of BLOW5",
                    "BLOW5 and a byte of value 1");
        } else if (head.length < BINARY_HEAD_BYTES) {
            throw fault(
                    "offset " + head.length,
                    "the end of the file",
                    "a header of " + BINARY_HEAD_BYTES + " bytes; the file is truncated");
        }
        Slow5Version version;
        RecordCompression records;
        SignalCompression signals;
        int groups;
        try {
            version = new Slow5Version(
                            head[VERSION_AT] & 0xFF, head[VERSION_AT + 1] & 0xFF, head[VERSION_AT + 2] & 0xFF)
                    .requireKnown();
            records = RecordCompression.ofMethod(head[RECORD_METHOD_AT] & 0xFF);
            signals = version.hasSignalCompression()
                    ? SignalCompression.ofMethod(head[SIGNAL_METHOD_AT] & 0xFF)
                    : SignalCompression.NONE;
            long claimed = LittleEndian.getInt(head, GROUPS_AT) & 0xFFFF_FFFFL;
            groups = parser.requireGroups(claimed, Long.toString(claimed));
        } catch (Fault e) {
            throw e.in(in.path(), "header");
        }
        byte[] text = new byte[requireTextLength(LittleEndian.getInt(head, TEXT_LENGTH_AT) & 0xFFFF_FFFFL)];
        in.readFully(text, 0, text.length);
        Slow5Header header = parser.ofBinary(version, groups, text);
        Framing framing = new BinaryFraming(in, Sizes.maxRecordBytes(limits));
        return opened(
                header,
                framing,
                in.position(),
                BinaryFraming.END_MARK.length,
                layout -> new BinaryRecordDecoder(layout, limits, records, signals));
    }

    private int requireTextLength(long length) throws SzFormatException {
        if (length > in.remaining()) {
            throw fault(
                    "offset " + TEXT_LENGTH_AT,
                    "a header of " + length + " bytes",
                    "at most the " + in.remaining() + " that follow; the file is truncated or damaged");
        } else if (length > limits.maxHeaderBytes()) {
            throw fault(
                    "offset " + TEXT_LENGTH_AT,
                    "a header of " + length + " bytes",
                    "at most " + limits.maxHeaderBytes() + ", the limit");
        }
        return (int) length;
    }

    private OpenedFile text() throws IOException {
        byte[] bytes = new byte[0];
        int end;
        do {
            if (bytes.length > limits.maxHeaderBytes()) {
                throw fault(
                        "header",
                        "more than " + bytes.length + " bytes",
                        "at most " + limits.maxHeaderBytes() + ", the limit");
            }
            int read = bytes.length;
            int more = (int) Math.min(in.remaining(), Math.max(read, Sizes.TRANSFER_BYTES));
            bytes = Arrays.copyOf(bytes, read + more);
            in.readFully(bytes, read, more);
            if (!startsWith(bytes, TEXT_MAGIC)) {
                throw fault(
                        "line 1",
                        bytes.length == 0 ? "an empty file" : "no " + Slow5Header.VERSION_KEY,
                        Slow5Header.VERSION_KEY + " and a tab");
            }
            end = headerEnd(bytes);
        } while (end < 0 && in.remaining() > 0);
        byte[] head = end < 0 ? bytes : Arrays.copyOf(bytes, end);
        Slow5Header header = parser.ofText(head);
        long lines = 0;
        for (byte b : head) {
            lines += b == '\n' ? 1 : 0;
        }
        Framing framing = new TextFraming(in, Sizes.maxRecordBytes(limits), lines + 1);
        framing.begin(Arrays.copyOfRange(bytes, head.length, bytes.length));
        return opened(header, framing, head.length, 0, layout -> new TextRecordDecoder(layout, limits));
    }

    /** Where the line of the fields' names ends, or −1. */
    private static int headerEnd(byte[] bytes) {
        int at = 0;
        while (at <= bytes.length - NAMES_START.length) {
            if (Arrays.equals(bytes, at, at + NAMES_START.length, NAMES_START, 0, NAMES_START.length)) {
                for (int end = at + NAMES_START.length; end < bytes.length; end++) {
                    if (bytes[end] == '\n') {
                        return end + 1;
                    }
                }
                return -1;
            }
            at++;
        }
        return -1;
    }

    private OpenedFile opened(
            Slow5Header header,
            Framing framing,
            long recordsAt,
            int endBytes,
            Function<ReadLayout, RecordDecoder> decoders)
            throws IOException {
        List<String> warnings = new ArrayList<>();
        if (!header.version().hasEnums() && header.fields().stream().anyMatch(AuxField::isEnum)) {
            warnings.add("the file has fields of type enum, which version " + header.version() + " has not");
        }
        Channels channels = Options.channels(options);
        Frames first = null;
        if (channels == null) {
            channels = Channels.NUMBER;
            ReadLayout asText = ReadLayout.of(header, Channels.TEXT);
            Field channel = asText.schema().find(ReadFields.CHANNEL.fieldName()).orElse(null);
            if (channel != null && channel.isText()) {
                first = framing.next(Sizes.TRANSFER_BYTES);
                channels = first == null ? channels : channels(first, channel, decoders.apply(asText));
            }
        }
        ReadLayout layout = ReadLayout.of(header, channels);
        return new OpenedFile(
                header.version(),
                framing,
                recordsAt,
                in.size() - endBytes,
                layout,
                decoders,
                first,
                Options.keepsDuplicates(options) ? RepeatedIds.KEEP : RepeatedIds.REFUSE,
                limits,
                warnings);
    }

    /** How the first record's channel can be held; a record that cannot be read is found again when it is its turn. */
    private static Channels channels(Frames first, Field channel, RecordDecoder decoder) {
        try (decoder) {
            Record record = decoder.decode(first.bytes(), first.from(0), first.to(0));
            boolean number = record.isMissing(channel) || ReadColumn.isChannel((String) record.stored(channel));
            return number ? Channels.NUMBER : Channels.TEXT;
        } catch (Fault e) {
            return Channels.NUMBER;
        }
    }

    static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private SzFormatException fault(String place, String found, String expected) {
        return new SzFormatException(in.path(), place, found, expected);
    }
}
