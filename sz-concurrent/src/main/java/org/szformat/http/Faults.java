package org.szformat.http;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import javax.net.ssl.SSLHandshakeException;

/** What answers mean for those who wanted bytes. */
final class Faults {
    private Faults() {}

    /** The exception for an answer that is no range of the file. */
    static IOException of(URI uri, Answer answer) {
        return switch (answer.status()) {
            case Answer.NOT_FOUND, Answer.GONE ->
                new NoSuchFileException(
                        uri.toString(), null, "no such file on the server (HTTP status " + answer.status() + ")");
            case Answer.UNAUTHORIZED, Answer.FORBIDDEN ->
                new AccessDeniedException(
                        uri.toString(), null, "the server refuses it (HTTP status " + answer.status() + ")");
            case Answer.WHOLE -> new NoRangesException(uri);
            default ->
                new IOException(
                        uri + ": found HTTP status " + answer.status() + "; expected a range of the file (206)");
        };
    }

    static IOException changed(URI uri, String found, String expected) {
        return new IOException(uri + ": changed on the server while being read: found " + found + "; expected "
                + expected + ", as when it was opened; open it again");
    }

    /** Whether further tries are no use: nobody is known by that name, or trusted to be who he says. */
    static boolean isFinal(IOException failure) {
        return failure instanceof UnknownHostException || failure instanceof SSLHandshakeException;
    }
}
