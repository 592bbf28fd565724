package org.szformat.container;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ByteCompressor;
import org.szformat.codec.ByteDecompressor;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.CorruptDataException;
import org.szformat.json.JsonSyntaxException;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * What a file is: the payload of its first frame, which the root repeats.
 *
 * <pre>
 *  8 bytes  89 53 5A 0D 0A 1A 0A 00
 *  u16      major version; a reader refuses one that it does not know
 *  u16      minor version
 *  u64      feature bits needed to read
 *  u64      feature bits needed to append
 *  u64      optional feature bits
 *  u64      chunk target, in bytes of values
 *  u16      number of fields
 *  u16      position of the key among them, or 0xFFFF
 *           per field, attributes first:
 *    u8       0 attribute, 1 dataset
 *    u8       type: S I8 I16 I32 I64 U8 U16 U32 U64 F16 F32 F64 F128, from 0 on
 *    u8, …    name: length, UTF-8
 *    u8, …    codec: length, ASCII
 *  u32      length of the header's JSON
 *  u32      bytes that it takes here; when fewer, they are one zstd frame
 *  …        the header
 * </pre>
 */
record FileHead(int minor, Features features, long chunkTarget, List<Column> columns, Schema schema, Header header) {
    static final int MAJOR = 1;
    static final int MINOR = 0;

    /** Where in the payload the feature bits stand that are needed to read. */
    static final int READ_FEATURES_AT = 12;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'S', 'Z', '\r', '\n', 0x1A, '\n', 0};
    /** So many fields can be counted, and the last of them be told from none. */
    static final int MAX_FIELDS = 0xFFFF;

    /** No chunk is made of more bytes of values, but of one record, so that what it is encoded to fits an array. */
    static final long MAX_CHUNK_BYTES = 1L << 30;

    private static final int NO_KEY = 0xFFFF;
    private static final int HEADER_LEVEL = 3;
    private static final int MIN_COMPRESSED_HEADER = 256;

    private static final List<ValueType> TYPES = List.of(
            ValueType.S,
            ValueType.I8,
            ValueType.I16,
            ValueType.I32,
            ValueType.I64,
            ValueType.U8,
            ValueType.U16,
            ValueType.U32,
            ValueType.U64,
            ValueType.F16,
            ValueType.F32,
            ValueType.F64,
            ValueType.F128);

    FileHead {
        columns = List.copyOf(columns);
    }

    /** How many bytes of values a chunk is to have: what the file asks for, as far as arrays go. */
    long chunkBytes() {
        return Math.min(chunkTarget, MAX_CHUNK_BYTES);
    }

    FileHead withHeader(Header newHeader) {
        return new FileHead(minor, features, chunkTarget, columns, schema, newHeader);
    }

    /** Whether chunks of a file of this head are chunks of a file of another head as well. */
    boolean hasChunksLike(FileHead other) {
        return minor <= other.minor
                && features.read() == other.features.read()
                && schema.equals(other.schema)
                && columns.stream()
                        .map(Column::codecText)
                        .toList()
                        .equals(other.columns.stream().map(Column::codecText).toList());
    }

    String version() {
        return MAJOR + "." + minor;
    }

    Column column(Field field) {
        return columns.get(field.position());
    }

    void write(ByteWriter out) {
        out.bytes(SIGNATURE)
                .u16(MAJOR)
                .u16(minor)
                .u64(features.read())
                .u64(features.append())
                .u64(features.optional())
                .u64(chunkTarget)
                .u16(columns.size())
                .u16(schema.key().map(Field::position).orElse(NO_KEY));
        for (Column column : columns) {
            Field field = column.field();
            out.u8(field.isDataset() ? 1 : 0)
                    .u8(TYPES.indexOf(field.type()))
                    .shortText(field.name())
                    .shortText(column.codecText());
        }
        writeHeader(out);
    }

    private void writeHeader(ByteWriter out) {
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        byte[] stored = json.length < MIN_COMPRESSED_HEADER ? json : compressed(json);
        out.u32(json.length);
        out.u32(Math.min(stored.length, json.length));
        out.bytes(stored.length < json.length ? stored : json);
    }

    private static byte[] compressed(byte[] json) {
        try (ByteCompressor compressor = ByteCodec.zstd(HEADER_LEVEL).newCompressor()) {
            byte[] room = new byte[Math.toIntExact(compressor.maxCompressedLength(json.length))];
            return Arrays.copyOf(room, compressor.compress(json, 0, json.length, room, 0));
        }
    }

    static boolean hasSignature(byte[] bytes, int at) {
        return Arrays.equals(bytes, at, at + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    static int signatureLength() {
        return SIGNATURE.length;
    }

    static FileHead read(Path file, ByteReader in, Limits limits) throws SzFormatException {
        if (!hasSignature(in.bytes(SIGNATURE.length), 0)) {
            throw in.fault("another signature", "89 53 5A 0D 0A 1A 0A 00");
        }
        int major = in.u16();
        int minor = in.u16();
        if (major != MAJOR) {
            throw in.fault("format version " + major + "." + minor, MAJOR + ".x; use a newer version");
        }
        Features features = new Features(in.u64(), in.u64(), in.u64());
        features.requireReadable(file);
        long chunkTarget = in.u64("chunk target", 1, Long.MAX_VALUE);
        int fields = in.u16();
        int key = in.u16();
        List<String> codecs = new ArrayList<>();
        Schema schema = readSchema(in, fields, key, codecs);
        List<Column> columns = schema.fields().stream()
                .map(field -> Column.parse(field, codecs.get(field.position())))
                .toList();
        return new FileHead(minor, features, chunkTarget, columns, schema, readHeader(in, limits));
    }

    private static Schema readSchema(ByteReader in, int fields, int key, List<String> codecs) throws SzFormatException {
        Schema.Builder builder = Schema.builder().withoutKey();
        boolean datasetsBegan = false;
        for (int position = 0; position < fields; position++) {
            int kind = in.u8();
            int type = in.u8();
            if (kind > 1 || datasetsBegan && kind == 0) {
                throw in.fault("a field of kind " + kind, "attributes, 0, before datasets, 1");
            }
            if (type >= TYPES.size()) {
                throw in.fault("a field of type " + type, "0 to " + (TYPES.size() - 1));
            }
            datasetsBegan = kind == 1;
            String name = in.shortText();
            codecs.add(in.shortText());
            builder.add(datasetsBegan ? Field.Kind.DATASET : Field.Kind.ATTRIBUTE, name, TYPES.get(type));
            if (position == key) {
                builder.key(name);
            }
        }
        try {
            Schema schema = builder.build();
            if (schema.key().isEmpty() && key != NO_KEY) {
                throw in.fault("field " + key + " as key", "a field, or 0xFFFF");
            }
            return schema;
        } catch (IllegalArgumentException e) {
            throw in.fault(String.valueOf(e.getMessage()), "fields that make a schema");
        }
    }

    private static Header readHeader(ByteReader in, Limits limits) throws SzFormatException {
        int length = in.u32("length of the header", 0, (int) limits.maxHeaderBytes());
        int stored = in.u32("bytes of the header", 0, length);
        byte[] bytes = in.bytes(stored);
        if (stored < length) {
            bytes = decompress(in, bytes, length);
        }
        ByteReader text = new ByteReader(Path.of(""), "", 0, bytes, 0, length);
        try {
            return Header.parse(text.text(length));
        } catch (SzFormatException e) {
            throw in.fault("a header that is not UTF-8", "UTF-8");
        } catch (JsonSyntaxException e) {
            throw in.fault(String.valueOf(e.getMessage()), "the header as a JSON object");
        }
    }

    private static byte[] decompress(ByteReader in, byte[] frame, int length) throws SzFormatException {
        try (ByteDecompressor decompressor = ByteCodec.zstd(HEADER_LEVEL).newDecompressor()) {
            decompressor.contentLength(frame, 0, frame.length, length, length);
            byte[] json = new byte[length];
            decompressor.decompress(frame, 0, frame.length, json, 0, length);
            return json;
        } catch (CorruptDataException e) {
            throw in.fault(e.found() + " at byte " + e.position() + " of the header", e.expected());
        }
    }

    /** The codec of a field for which none was chosen: what measured smallest on real reads, then fastest. */
    static ColumnCodec defaultCodec(Field field) {
        return ColumnCodec.parse(
                switch (field.type()) {
                    case I16, U16 -> "delta-zigzag, split16, zstd(1)";
                    case I32, U32 -> "delta-zigzag, svb, zstd(1)";
                    case I64, U64 -> "delta-zigzag, planes, zstd(1)";
                    case I8, U8 -> "plain, zstd(1)";
                    case F16, F32, F64, F128 -> "planes, zstd(1)";
                    case S -> "plain, zstd(3)";
                });
    }
}
