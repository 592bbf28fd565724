package org.szformat.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FloatTextTest {

    @Test
    void printsWhatNumpyPrints() throws IOException {
        Map<String, Integer> rows = new HashMap<>();
        for (String[] row : NumpyRows.read("numpy-text.tsv")) {
            rows.merge(row[0], 1, Integer::sum);
            assertEquals(row[2], numpy(row[0], row[1]), () -> String.join(" ", row));
        }
        assertEquals(4, rows.size());
        rows.values().forEach(n -> assertTrue(n >= 250, rows::toString));
    }

    private static String numpy(String type, String hex) {
        return switch (type) {
            case "F16" -> FloatText.numpyHalf(NumpyRows.half(hex));
            case "F32" -> FloatText.numpy(NumpyRows.single(hex));
            case "F64" -> FloatText.numpy(NumpyRows.twice(hex));
            default -> FloatText.numpy(NumpyRows.extended(hex));
        };
    }

    @Test
    void readsWhatNumpyPrints() throws IOException {
        for (String[] row : NumpyRows.read("numpy-text.tsv")) {
            String text = row[2];
            if (text.equals("nan")) {
                continue;
            }
            String read = switch (row[0]) {
                case "F16" -> String.format("%04x", FloatText.parseHalf(text));
                case "F32" -> String.format("%08x", Float.floatToRawIntBits(FloatText.parseFloat(text)));
                case "F64" -> String.format("%016x", Double.doubleToRawLongBits(FloatText.parseDouble(text)));
                default -> {
                    Float80 value = FloatText.parseFloat80(text);
                    yield String.format("%04x%016x", value.signExponent(), value.significand());
                }
            };
            assertEquals(row[1], read, () -> String.join(" ", row));
        }
    }

    @Test
    void shortestHasNumpysDigits() throws IOException {
        for (String[] row : NumpyRows.read("numpy-text.tsv")) {
            String shortest = switch (row[0]) {
                case "F16" -> FloatText.shortestHalf(NumpyRows.half(row[1]));
                case "F32" -> FloatText.shortest(NumpyRows.single(row[1]));
                case "F64" -> FloatText.shortest(NumpyRows.twice(row[1]));
                default -> FloatText.shortest(NumpyRows.extended(row[1]));
            };
            if (row[2].endsWith("inf") || row[2].equals("nan")) {
                assertEquals(row[2].replace("inf", "Infinity").replace("nan", "NaN"), shortest);
            } else {
                assertEquals(Decimal.ofJavaText(javaLike(row[2])), Decimal.ofJavaText(shortest), row[2]);
            }
        }
    }

    private static String javaLike(String numpy) {
        int mark = numpy.indexOf('e');
        if (mark < 0) {
            return numpy;
        }
        String mantissa = numpy.substring(0, mark);
        return (mantissa.contains(".") ? mantissa : mantissa + ".0")
                + 'E'
                + Integer.parseInt(numpy.substring(mark + 1));
    }

    @Test
    void shortestIsLaidOutAsJavaDoes() {
        assertEquals("0.17", FloatText.shortest(0.17f));
        assertEquals("2.0E23", FloatText.shortest(2e23));
        assertEquals("5.0E-324", FloatText.shortest(Double.MIN_VALUE));
        assertEquals("-1.0E-45", FloatText.shortest(-Float.MIN_VALUE));
        assertEquals("65500.0", FloatText.shortestHalf((short) 0x7BFF));
        assertEquals("6.0E-8", FloatText.shortestHalf((short) 1));
        assertEquals("-0.0", FloatText.shortestHalf((short) 0x8000));
        assertEquals("NaN", FloatText.shortestHalf((short) 0x7C01));
        assertEquals("-Infinity", FloatText.shortest(Float80.NEGATIVE_INFINITY));
        assertEquals("0.0", FloatText.shortest(Float80.ZERO));
        assertEquals("4.0E-4951", FloatText.shortest(Float80.MIN_VALUE));
        assertEquals("0.001", FloatText.shortest(Float80.parse("0.001")));
        assertEquals("9999999.0", FloatText.shortest(Float80.parse("9999999")));
        assertEquals("1.0E7", FloatText.shortest(Float80.parse("1e7")));
    }

    @Test
    void shortestReadsBack() {
        long seed = 20240607L;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            float single = Float.intBitsToFloat(random.nextInt());
            String at = "seed " + seed + ", round " + i;
            assertEquals(value, FloatText.parseDouble(FloatText.shortest(value)), at);
            assertEquals(single, FloatText.parseFloat(FloatText.shortest(single)), at);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "+1, 1",
        "-1, -1",
        "1., 1",
        ".5, 0.5",
        "-.5e1, -5",
        "1e3, 1000",
        "1E+3, 1000",
        "1e-05, 0.00001",
        "00012.5000, 12.5",
        "1e0000000000000000000003, 1000",
        "inf, Infinity",
        "-INF, -Infinity",
        "+Infinity, Infinity",
        "iNfInItY, Infinity",
        "nan, NaN",
        "-NaN, NaN",
        "0e999999999999, 0",
        "0.000, 0",
        "-0, -0.0",
        "1e400, Infinity",
        "1e-400, 0",
        "-1e-5000000000, -0.0",
        "-1e99999999999999999999, -Infinity"
    })
    void readsDecimals(String text, double expected) {
        assertEquals(expected, FloatText.parseDouble(text));
        assertEquals(expected, FloatText.parseFloat80(text).toDouble());
        assertEquals((float) expected, FloatText.parseFloat(text));
        assertEquals(Float16.fromDouble(expected), FloatText.parseHalf(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "1 ", " 1", "1f", "1d", "1F", "1D", "0x1p3", "0x10", "1e", "1e+", "e1", ".", "+", "-", "+-1",
                "1e1.5", "1.2.3", "1_000", "infx", "in", "nan(1)", "NaN1", "١", "1,5", "1e5f", "--1", "1e 5", "1\n"
            })
    void refusesWhatIsNoDecimal(String text) {
        assertThrows(NumberFormatException.class, () -> FloatText.parseDouble(text));
        assertThrows(NumberFormatException.class, () -> FloatText.parseFloat(text));
        assertThrows(NumberFormatException.class, () -> FloatText.parseHalf(text));
        assertThrows(NumberFormatException.class, () -> FloatText.parseFloat80(text));
    }

    @Test
    void messagesAreShort() {
        NumberFormatException e =
                assertThrows(NumberFormatException.class, () -> FloatText.parseDouble("x".repeat(10_000)));
        assertEquals("not a decimal number: \"" + "x".repeat(40) + "...\"", e.getMessage());
    }

    @Test
    void longTextsAreBounded() {
        List<String> texts = List.of(
                "9".repeat(FloatText.MAX_LENGTH),
                "0." + "0".repeat(FloatText.MAX_LENGTH - 3) + "1",
                "1".repeat(FloatText.MAX_LENGTH - 12) + "e-0000020000",
                "7".repeat(10_000) + "." + "7".repeat(9_000));
        assertTimeoutPreemptively(Duration.ofMinutes(10), () -> {
            for (String text : texts) {
                FloatText.parseDouble(text);
                FloatText.parseFloat(text);
                FloatText.parseHalf(text);
                FloatText.parseFloat80(text);
            }
        });
        String tooLong = "1".repeat(FloatText.MAX_LENGTH + 1);
        NumberFormatException e = assertThrows(NumberFormatException.class, () -> FloatText.parseHalf(tooLong));
        assertEquals("number of 20001 characters; at most 20000 are read", e.getMessage());
    }

    @Test
    void longestExactExpansionsAreRead() {
        Float80 smallest = new Float80((short) 0, 0x7FFF_FFFF_FFFF_FFFFL);
        assertEquals(smallest, Float80.parse(smallest.toBigDecimal().toPlainString()));
        assertEquals(
                Float80.MAX_VALUE,
                Float80.parse(Float80.MAX_VALUE.toBigDecimal().toPlainString()));
    }

    @Test
    void roundsOnceNotTwice() {
        // Just above the middle between two halves, by less than a float or double can tell.
        String tie = "1.00048828125";
        assertEquals((short) 0x3C00, FloatText.parseHalf(tie));
        assertEquals((short) 0x3C01, FloatText.parseHalf(tie + "0".repeat(30) + "1"));
        assertEquals((short) 0x3C01, FloatText.parseHalf("1.00146484374" + "9".repeat(30)));
        assertEquals((short) 0x3C02, FloatText.parseHalf("1.00146484375"));
        assertEquals((short) 0xBC01, FloatText.parseHalf("-" + tie + "0".repeat(30) + "1"));
        assertEquals(0, FloatText.parseHalf("2.98023223876953125e-8"));
        assertEquals(1, FloatText.parseHalf("2.980232238769531250000000000000000001e-8"));
        assertEquals((short) 0x7BFF, FloatText.parseHalf("65519." + "9".repeat(40)));
        assertEquals((short) 0x7C00, FloatText.parseHalf("65520"));
        assertEquals(0, FloatText.parseHalf("1e-400"));
    }
}
