package org.szformat.http;

/** Files of web servers that are asked over TLS. */
public final class HttpsProvider extends HttpProvider {
    /** For the service loader. */
    public HttpsProvider() {}

    @Override
    public String getScheme() {
        return "https";
    }
}
