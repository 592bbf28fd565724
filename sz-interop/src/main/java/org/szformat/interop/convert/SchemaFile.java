package org.szformat.interop.convert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.json.JsonSyntaxException;
import org.szformat.json.JsonValue;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * What a file says of the fields and the header of others, which have no place for it: an SZ file, or a JSON object with the
 * members {@code attributes} and {@code datasets} (lists of {@code {"name": …, "type": …}}), {@code key} (a name, or null)
 * and {@code header} (an object), of which only one of the lists is needed. {@code sz info --json} prints such an object.
 *
 * @param schema the fields and the key
 * @param header the header
 */
public record SchemaFile(Schema schema, Header header) {
    private static final long MAX_BYTES = 64L << 20;

    /**
     * Reads a schema from an SZ file or JSON.
     *
     * @throws SzFormatException when it is neither, or the JSON is of another kind
     * @throws IOException when it cannot be read
     */
    public static SchemaFile read(Path path) throws IOException {
        if (Layouts.recognise(path).isPresent()) {
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                return new SchemaFile(file.schema(), file.header());
            }
        }
        if (Files.size(path) > MAX_BYTES) {
            throw new SzFormatException(path, "size", Files.size(path) + " bytes", "a schema, of less than 64 MiB");
        }
        try {
            return of(path, JsonValue.parseObject(new String(Files.readAllBytes(path), StandardCharsets.UTF_8)));
        } catch (JsonSyntaxException e) {
            throw new SzFormatException(
                    path,
                    "column " + e.column(),
                    "no JSON object (" + e.getMessage() + ")",
                    "an SZ file, or what 'sz info --json' says of one",
                    e);
        }
    }

    private static SchemaFile of(Path path, JsonValue.Obj info) throws SzFormatException {
        Schema.Builder schema = Schema.builder();
        add(path, schema, Field.Kind.ATTRIBUTE, "attributes", info);
        add(path, schema, Field.Kind.DATASET, "datasets", info);
        @Nullable JsonValue key = info.get("key");
        if (key instanceof JsonValue.Text name) {
            schema.key(name.value());
        } else if (key != null) {
            schema.withoutKey();
        }
        @Nullable JsonValue header = info.get("header");
        try {
            return new SchemaFile(
                    schema.build(), header instanceof JsonValue.Obj keys ? Header.of(keys) : Header.empty());
        } catch (IllegalArgumentException e) {
            throw new SzFormatException(path, "fields", String.valueOf(e.getMessage()), "a schema", e);
        }
    }

    private static void add(Path path, Schema.Builder schema, Field.Kind kind, String member, JsonValue.Obj info)
            throws SzFormatException {
        @Nullable JsonValue list = info.get(member);
        if (list == null) {
            return;
        }
        if (!(list instanceof JsonValue.Array fields)) {
            throw new SzFormatException(path, member, "no list", "a list of {\"name\": …, \"type\": …}");
        }
        for (JsonValue field : fields.items()) {
            if (!(field instanceof JsonValue.Obj object
                    && object.get("name") instanceof JsonValue.Text name
                    && object.get("type") instanceof JsonValue.Text type)) {
                throw new SzFormatException(path, member, field.toString(), "{\"name\": …, \"type\": …}");
            }
            try {
                schema.add(kind, name.value(), ValueType.of(type.value()));
            } catch (IllegalArgumentException e) {
                throw new SzFormatException(
                        path, member + ", " + name.value(), String.valueOf(e.getMessage()), "a type", e);
            }
        }
    }
}
