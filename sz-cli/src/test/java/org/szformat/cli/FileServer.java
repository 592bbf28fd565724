package org.szformat.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A web server on loopback that has the files of a folder, in ranges only. */
final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();

    FileServer(Path folder) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String header = exchange.getRequestHeaders().getFirst("Range");
                requests.add(exchange.getRequestURI() + " " + header);
                Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
                if (!Files.isRegularFile(file)) {
                    exchange.sendResponseHeaders(404, -1);
                    return;
                }
                byte[] bytes = Files.readAllBytes(file);
                String[] range = header.substring("bytes=".length()).split("-", -1);
                boolean isSuffix = range[0].isEmpty();
                int from =
                        isSuffix ? Math.max(0, bytes.length - Integer.parseInt(range[1])) : Integer.parseInt(range[0]);
                int to = isSuffix ? bytes.length : Math.min(bytes.length, Integer.parseInt(range[1]) + 1);
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + bytes.length);
                sent.addAndGet(to - from);
                exchange.sendResponseHeaders(206, to - from);
                exchange.getResponseBody().write(bytes, from, to - from);
            }
        });
        server.start();
    }

    /** Of the folder, with a slash at its end. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** What was asked for so far. */
    List<String> requests() {
        return requests;
    }

    /** How many bytes of files were sent so far. */
    long sent() {
        return sent.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
