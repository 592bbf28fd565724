package org.szformat.selection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Selections as other packages' tests need them. */
public final class Selections {
    private Selections() {}

    /** IDs of a list that is long if it has more than so many. */
    public static IdSelection of(List<String> ids, Path temporaryFolder, int few) throws IOException {
        return IdSelection.of(ids, temporaryFolder, few);
    }
}
