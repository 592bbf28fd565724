package org.szformat.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.szformat.io.ReadOnlyFileSystem;
import org.szformat.io.ReadOnlyPath;
import org.szformat.io.UriText;

/**
 * The files of one server. Names are as in the URL, escaped; those that are not become so. A query is part of the last
 * name.
 */
final class HttpFileSystem extends ReadOnlyFileSystem {
    HttpFileSystem(HttpProvider provider, String prefix) {
        super(provider, prefix);
    }

    @Override
    protected List<String> names(String text) {
        String escaped = UriText.escaped(text);
        int query = escaped.indexOf('?');
        List<String> names = new ArrayList<>();
        for (String name :
                escaped.substring(0, query < 0 ? escaped.length() : query).split("/", -1)) {
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        if (query >= 0) {
            String last = names.isEmpty() ? "" : names.remove(names.size() - 1);
            names.add(last + escaped.substring(query));
        }
        return names;
    }

    @Override
    protected URI uri(ReadOnlyPath path) {
        return URI.create(path.toString());
    }
}
