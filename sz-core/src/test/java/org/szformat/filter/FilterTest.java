package org.szformat.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.number.Float80;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class FilterTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .attribute("big", ValueType.U64)
            .attribute("start", ValueType.I64)
            .attribute("half", ValueType.F16)
            .attribute("range", ValueType.F32)
            .attribute("offset", ValueType.F64)
            .attribute("exact", ValueType.F128)
            .attribute("nothing", ValueType.I32)
            .attribute("no real", ValueType.F64)
            .attribute("not_a_number", ValueType.F32)
            .attribute("end_reason", ValueType.S)
            .dataset("raw_signal", ValueType.I16)
            .dataset("fastq", ValueType.S)
            .dataset("moves", ValueType.U8)
            .build();

    private static final Record RECORD = Record.builder(SCHEMA)
            .set("read_id", "00ab-é")
            .set("channel", 12)
            .set("big", -1L)
            .set("start", 9007199254740993L)
            .set("half", 0.1)
            .set("range", 1437.976f)
            .set("offset", -0.0)
            .set("exact", Float80.parse("0.1"))
            .setMissing("nothing")
            .setMissing("no real")
            .set("not_a_number", Float.NaN)
            .set("end_reason", "signal \"positive\"\n")
            .set("raw_signal", new short[5])
            .set("fastq", "@r\nACGT\n+\n!!!!")
            .setMissing("moves")
            .build();

    private static boolean test(String filter) {
        Filter parsed = Filter.parse(filter, SCHEMA);
        boolean hit = parsed.test(RECORD);
        BitSet selected = parsed.select(Batch.of(SCHEMA, 0, List.of(RECORD)));
        assertEquals(hit, selected.get(0), filter);
        assertTrue(parsed.couldMatch(List.of()), filter);
        return hit;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel == 12",
                "channel = 12",
                "channel==12&&offset<=0",
                "12 == channel",
                "11 < channel and 13 > channel",
                "channel != 13",
                "channel < 12.5 && channel > 11.5",
                "channel == 12.0",
                "channel == 1.2e1",
                "channel == 0xC",
                "channel < 1e400 && channel > -inf",
                "channel in (1, 12, 99)",
                "channel in (1..11, 12..12)",
                "channel not in (1..11, 13..inf)",
                "channel in (11.5..12.5)",
                "big == 18446744073709551615",
                "big > 9223372036854775807",
                "big == 0xFFFFFFFFFFFFFFFF",
                "big < 18446744073709551616",
                "start == 9007199254740993",
                "start != 9007199254740992",
                "start > 9007199254740992.5",
                "half == 0.1",
                "half <= 0.1 && half >= 0.1 && !(half < 0.1)",
                "range == 1437.976",
                "offset == 0 && offset == -0.0 && offset >= 0 && !(offset < 0)",
                "offset > -1e-400 && offset < 1e-400 && offset != 1e-400",
                "exact == 0.1",
                "exact < inf && exact > -inf",
                "nothing is missing",
                "channel is not missing",
                "`no real` is missing",
                "moves is missing",
                "not_a_number is nan",
                "not_a_number != 5",
                "!(not_a_number < 5)",
                "not_a_number not in (1..2)",
                "offset is not nan",
                "read_id starts_with '00' && read_id ends_with 'é' && read_id contains \"ab\"",
                "read_id matches '[0-9a-f]{4}-.'",
                "read_id not starts_with '01'",
                "read_id == '00ab-\\u00e9'",
                "read_id in ('x', '00ab-é')",
                "read_id in ('00'..'01')",
                "read_id >= '00' && read_id < '00b'",
                "end_reason == 'signal \"positive\"\\n'",
                "end_reason == \"signal \\\"positive\\\"\\n\"",
                "length(raw_signal) == 5",
                "length(raw_signal) in (1..10)",
                "length(read_id) == 6",
                "fastq contains 'ACGT' and length(fastq) > 3",
                "not (channel == 1 or channel == 2)",
                "channel == 1 || channel == 12 && offset == 0",
                "nothing == 5 || channel == 12",
                "!!(channel == 12)",
            })
    void holds(String filter) {
        assertTrue(test(filter), filter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel == 12.5",
                "channel == 65548",
                "channel == -1",
                "channel in (12.1..12.9)",
                "channel in (13..11)",
                "channel > inf",
                "big == -1",
                "big < 0",
                "start == 9007199254740992",
                "start == 9007199254740992.0",
                "half == 0.11",
                "range == 1437.9",
                "range == 1e39",
                "offset == 1e-400",
                "exact == 0.10000000000000001",
                "nothing == 5",
                "nothing != 5",
                "!(nothing == 5)",
                "!(nothing != 5)",
                "nothing not in (1, 2)",
                "!(nothing == 5 && channel == 12)",
                "nothing is not missing",
                "`no real` is nan",
                "`no real` is not nan",
                "not_a_number == 5",
                "not_a_number <= inf",
                "not_a_number in (-inf..inf)",
                "not_a_number is not nan",
                "read_id matches 'ab'",
                "read_id == ''",
                "length(moves) >= 0",
                "!(length(moves) >= 0)",
                "channel == 1 && nothing is missing",
                "not channel == 12",
            })
    void doesNotHold(String filter) {
        assertFalse(test(filter), filter);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            chanel == 12                 | 0  | unknown field 'chanel' at column 1; there are read_id, channel
            channel == 12 && ofset < 0   | 17 | is 'offset' meant?
            channel == twelve            | 11 | compared with 'twelve'
            channel == "12"              | 11 | is a number and is compared with the text "12"
            read_id == 12                | 11 | write text in quotes
            channel                      | 7  | found the end at column 8; expected a comparison
            channel == 12 offset         | 14 | expected '&&', '||' or the end
            channel ==                   | 10 | compared with the end
            (channel == 12               | 14 | expected '&&', '||' or ')'
            channel == 12)               | 13 | found ')'
            channel & 12                 | 8  | write '&&'
            channel == 12abc             | 11 | '12abc' is no number
            channel == 0x                | 11 | '0x' is no number
            channel == -                 | 11 | '-' is no number
            read_id == 'a                | 11 | the quote ' is not closed
            read_id == 'a\\q'            | 13 | unknown escape
            read_id matches '['          | 16 | the pattern is wrong
            channel starts_with '1'      | 8  | is no text
            channel is nan               | 11 | is never NaN
            channel is what              | 11 | expected 'missing'
            not_a_number == nan          | 16 | write 'is nan'
            raw_signal == 5              | 14 | its length has: length(raw_signal)
            length(channel) == 5         | 7  | has no length
            channel in 5                 | 11 | expected '('
            channel in ()                | 12 | compared with ')'
            && channel == 5              | 0  | expected the name of a field
            5 channel                    | 2  | expected a comparison with a field
            channel == 5 # no comment    | 13 | found '#'
            """)
    void faultsNameTheColumn(String filter, int position, String message) {
        FilterSyntaxException e = assertThrows(FilterSyntaxException.class, () -> Filter.parse(filter, SCHEMA));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(position, e.position(), e.getMessage());
        assertTrue(e.getMessage().contains(" at column " + (position + 1)), e.getMessage());
        String[] lines = e.excerpt().split("\n");
        assertEquals(filter, lines[0]);
        assertEquals(" ".repeat(position) + "^", lines[1]);
    }

    @Test
    void hostileTextsAreRefused() {
        for (String text : List.of(
                "(".repeat(100_000),
                "!".repeat(100_000) + "channel == 1",
                "not ".repeat(100_000),
                "read_id matches '" + "(".repeat(5_000) + "'",
                "channel == " + "9".repeat(100_000),
                "channel == 1 ".repeat(100_000),
                "")) {
            assertThrows(FilterSyntaxException.class, () -> Filter.parse(text, SCHEMA));
        }
        assertTrue(test("channel == 1" + " || channel == 12".repeat(50_000)));
        assertTrue(test("channel < 1e999999999999999999 && channel > -1e-999999999999999999"));
    }

    @Test
    void saysWhatItReads() {
        Filter filter = Filter.parse("offset < 0 && (channel == 1 || offset > 5)", SCHEMA);
        assertEquals(Set.of("offset", "channel"), filter.fields());
        assertFalse(filter.readsDatasets());
        assertTrue(Filter.parse("length(raw_signal) > 1", SCHEMA).readsDatasets());
    }

    @Test
    void worksOnOtherSchemasThatHaveTheFields() {
        Filter filter = Filter.parse("range == 1437.976", SCHEMA);
        Schema narrow = Projection.of(SCHEMA, Set.of("range")).target();
        Record record = Record.builder(narrow).set("range", 1437.976f).build();
        assertTrue(filter.test(record));
        assertTrue(filter.select(Batch.of(narrow, 0, List.of(record))).get(0));
        Schema other = Schema.builder().attribute("range", ValueType.F64).build();
        Record wrong = Record.builder(other).set("range", 1437.976).build();
        assertThrows(IllegalArgumentException.class, () -> filter.test(wrong));
        assertThrows(IllegalArgumentException.class, () -> filter.select(Batch.of(other, 0, List.of(wrong))));
    }

    @Test
    void textIsOrderedByCodePoint() {
        Schema schema = Schema.builder().attribute("s", ValueType.S).build();
        Record beyond = Record.builder(schema).set("s", "\uD83D\uDE00").build();
        assertTrue(Filter.parse("s > '\uFFFD'", schema).test(beyond));
    }
}
