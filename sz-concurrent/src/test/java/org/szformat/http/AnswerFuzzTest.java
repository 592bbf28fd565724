package org.szformat.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/**
 * Whatever a server's headers say, it is understood or passed over. With JAZZER_FUZZ=1 in the environment Jazzer searches
 * for inputs; without, the tests run on a few.
 */
class AnswerFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void headers(FuzzedDataProvider data) {
        int status = data.pickValue(new int[] {Answer.WHOLE, Answer.PART, Answer.NO_SUCH_RANGE, 503});
        String[] names = {"Content-Range", "Content-Length", "Retry-After"};
        HttpHeaders headers = HttpHeaders.of(
                Map.of(
                        names[0], List.of(data.consumeString(60)),
                        names[1], List.of(data.consumeString(30)),
                        names[2], List.of(data.consumeString(60))),
                (name, value) -> true);
        Answer answer = new Answer(URI.create("http://localhost/x"), status, headers, new byte[0], 0, null);
        answer.range()
                .ifPresent(range -> assertTrue(range.from() >= 0
                        && range.from() < range.to()
                        && (range.total() < 0 || range.to() <= range.total())));
        answer.isOfEmptyFile();
        assertTrue(answer.retryAfter().toMillis() >= 0);
    }
}
