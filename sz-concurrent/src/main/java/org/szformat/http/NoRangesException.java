package org.szformat.http;

import java.io.IOException;
import java.net.URI;

/** A server sends whole files only. */
final class NoRangesException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRangesException(URI uri) {
        super(uri
                + ": found a server that sends whole files only (HTTP status 200); expected the range that was asked for "
                + "(206), since files are read in place; download it and read the copy, or have it served with support for "
                + "range requests, as nginx, Apache and object stores do");
    }
}
