package org.szformat.interop.refs;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Paths as text, of which the last one is kept, since as a rule it comes again. Confined to one thread. */
final class PathTexts {
    private @Nullable Path last;
    private String text = "";

    String of(Path path) {
        if (!path.equals(last)) {
            last = path;
            text = path.toString();
        }
        return text;
    }
}
