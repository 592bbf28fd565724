package org.szformat.interop.slow5;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.interop.slow5.Slow5Header.Attribute;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** Reads the text of headers. */
final class HeaderParser {
    private static final String TYPES_START = "#" + String.join("\t", Slow5Header.PRIMARY_TYPES);
    private static final String NAMES_START = "#" + String.join("\t", Slow5Header.PRIMARY_NAMES);

    /** Memory that a header may take for each byte that it may be long. */
    private static final int MAX_GROWTH = 8;

    /** Memory that a read group takes, roughly: its ID and its entries in maps. */
    private static final int GROUP_BYTES = 512;

    /** Memory that a value takes beside its text, roughly. */
    private static final int VALUE_BYTES = 128;

    private final Path path;
    private final Limits limits;

    HeaderParser(Path path, Limits limits) {
        this.path = path;
        this.limits = limits;
    }

    /** Reads the header of a SLOW5 file. */
    Slow5Header ofText(byte[] bytes) throws SzFormatException {
        List<String> lines = lines(bytes, 1);
        Slow5Version version;
        int groups;
        try {
            version = Slow5Version.parse(valueOf(Slow5Header.VERSION_KEY, lines, 0));
        } catch (Fault e) {
            throw e.in(path, "line 1");
        }
        try {
            String text = valueOf(Slow5Header.GROUPS_KEY, lines, 1);
            groups = requireGroups(text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0, text);
        } catch (Fault e) {
            throw e.in(path, "line 2");
        }
        return parse(version, groups, lines.subList(2, lines.size()), 3);
    }

    private static String valueOf(String key, List<String> lines, int index) throws Fault {
        String line = index < lines.size() ? lines.get(index) : "";
        if (!line.startsWith(key + "\t")) {
            throw new Fault(null, Fault.quote(line), key + " and a tab");
        }
        return line.substring(key.length() + 1);
    }

    /** Reads the text in the header of a BLOW5 file. */
    Slow5Header ofBinary(Slow5Version version, int groups, byte[] bytes) throws SzFormatException {
        return parse(version, groups, lines(bytes, 1), 1);
    }

    int requireGroups(long groups, String text) throws Fault {
        long most = Math.min(MAX_GROWTH * limits.maxHeaderBytes() / GROUP_BYTES, Integer.MAX_VALUE);
        if (groups < 1 || groups > most) {
            throw new Fault(null, "the number of read groups " + Fault.quote(text), "1 to " + most);
        }
        return (int) groups;
    }

    /** Cuts text into lines, each of which ends with a newline. */
    private List<String> lines(byte[] bytes, int firstLine) throws SzFormatException {
        requireAffordable(bytes);
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                lines.add(decode(bytes, from, at, firstLine + lines.size()));
                from = at + 1;
            }
        }
        if (from < bytes.length) {
            throw new SzFormatException(
                    path,
                    "header, line " + (firstLine + lines.size()),
                    "no newline at its end",
                    "one; the file is truncated, or the header's length is wrong");
        }
        return lines;
    }

    /** Refuses what would take far more memory than its bytes, such as values of one character. */
    private void requireAffordable(byte[] bytes) throws SzFormatException {
        long values = 0;
        for (byte b : bytes) {
            values += b == '\t' || b == '\n' || b == ',' ? 1 : 0;
        }
        long most = (MAX_GROWTH * limits.maxHeaderBytes() - bytes.length) / VALUE_BYTES;
        if (values > most) {
            throw new SzFormatException(path, "header", values + " values", "at most " + most + ", the limit");
        }
    }

    private String decode(byte[] bytes, int from, int to, int line) throws SzFormatException {
        if (to > from && bytes[to - 1] == '\r') {
            throw new SzFormatException(
                    path,
                    "header, line " + line,
                    "a carriage return at its end",
                    "a newline alone; the line ends of another system must be undone");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SzFormatException(path, "header, line " + line, "bytes that are no UTF-8", "text", e);
        }
    }

    private Slow5Header parse(Slow5Version version, int groups, List<String> lines, int firstLine)
            throws SzFormatException {
        List<Attribute> attributes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int at = 0;
        try {
            while (at < lines.size() && lines.get(at).startsWith("@")) {
                Attribute attribute = attribute(lines.get(at), groups);
                if (!names.add(attribute.name())) {
                    throw new Fault(null, "a second attribute " + Fault.quote(attribute.name()), "each once");
                }
                attributes.add(attribute);
                at++;
            }
            List<String> types = columns(lines, at, TYPES_START, "types");
            at++;
            List<String> fields = columns(lines, at, NAMES_START, "names");
            if (types.size() != fields.size()) {
                throw new Fault(
                        null,
                        fields.size() + " names of auxiliary fields",
                        types.size() + ", as there are types in the line before");
            }
            List<AuxField> declared = new ArrayList<>();
            Set<String> taken = new HashSet<>(Slow5Header.PRIMARY_NAMES);
            for (int i = 0; i < fields.size(); i++) {
                declared.add(AuxField.parse(requireNew(fields.get(i), taken), types.get(i)));
            }
            at++;
            if (at < lines.size()) {
                throw new Fault(null, Fault.quote(lines.get(at)), "nothing behind the names of the fields");
            }
            return new Slow5Header(version, groups, attributes, declared);
        } catch (Fault e) {
            throw e.in(path, "header, line " + (firstLine + at));
        }
    }

    private static Attribute attribute(String line, int groups) throws Fault {
        String[] parts = line.substring(1).split("\t", -1);
        if (parts[0].isEmpty()) {
            throw new Fault(null, Fault.quote(line), "the name of an attribute behind @");
        }
        if (parts.length - 1 != groups) {
            throw new Fault(
                    null,
                    (parts.length - 1) + " values of the attribute " + Fault.quote(parts[0]),
                    groups + ", one for each read group");
        }
        List<@Nullable String> values = new ArrayList<>(groups);
        for (int i = 1; i < parts.length; i++) {
            values.add(parts[i].equals(Slow5Header.MISSING) ? null : parts[i]);
        }
        return new Attribute(parts[0], values);
    }

    private static List<String> columns(List<String> lines, int at, String start, String what) throws Fault {
        String line = at < lines.size() ? lines.get(at) : "";
        if (!line.equals(start) && !line.startsWith(start + "\t")) {
            throw new Fault(
                    null,
                    at < lines.size() ? Fault.quote(line) : "the end of the header",
                    "the " + what + " of the fields, beginning with the primary ones: " + start.replace('\t', ' '));
        }
        return line.length() == start.length()
                ? List.of()
                : Arrays.asList(line.substring(start.length() + 1).split("\t", -1));
    }

    private static String requireNew(String name, Set<String> taken) throws Fault {
        if (!taken.add(requireName(name))) {
            throw new Fault(null, "a second field " + Fault.quote(name), "each once");
        }
        return name;
    }

    /** Makes sure that a name can be one of a field here. */
    static String requireName(String name) throws Fault {
        try {
            return new Field(name, Field.Kind.ATTRIBUTE, ValueType.S, 0).name();
        } catch (IllegalArgumentException e) {
            throw new Fault(null, "the name " + Fault.quote(name) + " of a field", "another: " + e.getMessage());
        }
    }
}
