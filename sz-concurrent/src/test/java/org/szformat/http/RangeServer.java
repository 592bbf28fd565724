package org.szformat.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.szformat.Locations;

/** A web server on loopback that knows ranges, counts what it is asked, and does wrong what a test wants. */
final class RangeServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile Fault fault = request -> false;
    private volatile Validator validator = Validator.ETAG;

    /** What a server says by which changes are noticed. */
    enum Validator {
        ETAG,
        LAST_MODIFIED,
        NOTHING
    }

    /** Does something else than it should, sometimes. */
    interface Fault {
        /** Answers a request, or returns false. */
        boolean answers(Request request) throws IOException;
    }

    /** A request for bytes {@code from} to before {@code to} of a file, the {@code number}-th of all. */
    record Request(HttpExchange exchange, int number, byte[] file, int from, int to, boolean isSuffix) {
        void status(int status) throws IOException {
            exchange.sendResponseHeaders(status, -1);
        }

        void header(String name, String value) {
            exchange.getResponseHeaders().set(name, value);
        }

        void contentRange(int first, int end) {
            header("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + file.length);
        }
    }

    RangeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    Path put(String name, byte[] content) {
        files.put("/" + name, content);
        return Locations.of(url(name));
    }

    String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    void setFault(Fault other) {
        fault = other;
    }

    void setValidator(Validator other) {
        validator = other;
    }

    List<String> requests() {
        return requests;
    }

    long sent() {
        return sent.get();
    }

    void reset() {
        requests.clear();
        sent.set(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
            requests.add(path + " " + range);
            int number = requests.size();
            byte[] file = files.get(path);
            Matcher matcher = RANGE.matcher(range);
            if (file == null || !matcher.matches()) {
                exchange.sendResponseHeaders(file == null ? 404 : 400, -1);
                return;
            }
            boolean isSuffix = matcher.group(1).isEmpty();
            int from = isSuffix
                    ? Math.max(0, file.length - Integer.parseInt(matcher.group(2)))
                    : Integer.parseInt(matcher.group(1));
            int to = isSuffix ? file.length : Math.min(file.length, Integer.parseInt(matcher.group(2)) + 1);
            answer(new Request(exchange, number, file, from, to, isSuffix));
        }
    }

    private void answer(Request request) throws IOException {
        String tag = "\"" + Arrays.hashCode(request.file()) + "\"";
        String time = "Thu, 01 Jan 2026 00:00:" + String.format("%02d", Arrays.hashCode(request.file()) & 31) + " GMT";
        if (validator == Validator.ETAG) {
            request.header("ETag", tag);
        } else if (validator == Validator.LAST_MODIFIED) {
            request.header("Last-Modified", time);
        }
        if (fault.answers(request)) {
            return;
        }
        String match = request.exchange().getRequestHeaders().getFirst("If-Match");
        String since = request.exchange().getRequestHeaders().getFirst("If-Unmodified-Since");
        if (match != null && !match.equals(tag) || since != null && !since.equals(time)) {
            request.status(412);
        } else if (request.from() >= request.to()) {
            request.header("Content-Range", "bytes */" + request.file().length);
            request.status(416);
        } else {
            send(request, request.to());
        }
    }

    /** Sends a range, or only what is before {@code end} of it. */
    void send(Request request, int end) throws IOException {
        request.contentRange(request.from(), request.to());
        sent.addAndGet(end - request.from());
        request.exchange().sendResponseHeaders(206, request.to() - request.from());
        OutputStream out = request.exchange().getResponseBody();
        out.write(request.file(), request.from(), end - request.from());
        out.flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
