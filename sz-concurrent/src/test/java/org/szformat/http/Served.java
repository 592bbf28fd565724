package org.szformat.http;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests have that put files on a server: one that is new for each, and nothing kept of those before. */
abstract class Served {
    static final HttpOptions OPTIONS = HttpOptions.defaults().withBackOff(Duration.ofMillis(1));

    @TempDir
    Path temp;

    RangeServer server;

    @BeforeEach
    void start() throws IOException {
        OPTIONS.apply();
        server = new RangeServer();
    }

    @AfterEach
    void stop() {
        server.close();
        HttpOptions.defaults().apply();
    }
}
