package org.szformat.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Text to values, by Jackson's streaming parser, within limits that keep hostile headers cheap. */
final class JsonParser {
    /** How deep arrays and objects may nest. */
    static final int MAX_DEPTH = 500;

    /** How long the text of one number may be, in characters. */
    static final int MAX_NUMBER_LENGTH = 10_000;

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?|NaN|-?Infinity");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonParser() {}

    static boolean isNumber(String text) {
        return text.length() <= MAX_NUMBER_LENGTH && NUMBER.matcher(text).matches();
    }

    static JsonValue parse(String text) throws JsonSyntaxException {
        try (tools.jackson.core.JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            try {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw new JsonSyntaxException("no JSON value, only white space", text.length() + 1);
                }
                JsonValue value = value(parser, token);
                if (parser.nextToken() != null) {
                    throw new JsonSyntaxException("text after the end of the JSON value", column(parser));
                }
                return value;
            } catch (JacksonException e) {
                throw new JsonSyntaxException(e.getOriginalMessage(), column(parser));
            }
        }
    }

    /** Of the last character that the parser has taken. */
    private static int column(tools.jackson.core.JsonParser parser) {
        return (int) Math.max(1, parser.currentLocation().getCharOffset());
    }

    private static JsonValue value(tools.jackson.core.JsonParser parser, JsonToken token) throws JsonSyntaxException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new JsonValue.Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> JsonValue.TRUE;
            case VALUE_FALSE -> JsonValue.FALSE;
            case VALUE_NULL -> JsonValue.NULL;
            default -> throw new JsonSyntaxException("unexpected " + token, column(parser));
        };
    }

    private static JsonValue number(tools.jackson.core.JsonParser parser) throws JsonSyntaxException {
        String text = parser.getString();
        if (!isNumber(text)) {
            throw new JsonSyntaxException("'" + text + "' is not a JSON number", column(parser));
        }
        return new JsonValue.Num(text);
    }

    private static JsonValue object(tools.jackson.core.JsonParser parser) throws JsonSyntaxException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return new JsonValue.Obj(members);
    }

    private static JsonValue array(tools.jackson.core.JsonParser parser) throws JsonSyntaxException {
        List<JsonValue> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return new JsonValue.Array(items);
    }
}
