package org.szformat.virtual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.szformat.SzFormatException;
import org.szformat.archive.Archives;
import org.szformat.json.JsonValue;

/**
 * A file of a member that lies in an archive: a JSON object, whose members have the names that stand here. With it the
 * archive need not be listed.
 *
 * @param name {@code name}: its path in the archive
 * @param offset {@code offset}: where its bytes begin in the archive
 * @param length {@code length}: how many there are
 */
record ArchivedPart(String name, long offset, long length) {

    static ArchivedPart of(Archives.Member member) {
        return new ArchivedPart(member.name(), member.offset(), member.length());
    }

    Archives.Member toMember() {
        return Archives.Member.stored(name, offset, length);
    }

    JsonValue toJson() {
        Map<String, JsonValue> json = new LinkedHashMap<>();
        json.put("name", JsonValue.of(name));
        json.put("offset", JsonValue.of(offset));
        json.put("length", JsonValue.of(length));
        return JsonValue.of(json);
    }

    static List<ArchivedPart> read(Path file, String place, List<JsonValue> items) throws SzFormatException {
        List<ArchivedPart> parts = new ArrayList<>();
        for (JsonValue item : items) {
            ManifestJson json = ManifestJson.of(file, place, item);
            long offset = json.number("offset", 0, Long.MAX_VALUE);
            parts.add(new ArchivedPart(json.text("name"), offset, json.number("length", 0, Long.MAX_VALUE - offset)));
        }
        return parts;
    }
}
