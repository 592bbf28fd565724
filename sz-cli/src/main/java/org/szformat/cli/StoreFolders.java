package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.store.Store;

/** Stores as they are named on the command line. */
final class StoreFolders {
    private StoreFolders() {}

    /** Stores to read from, none of which may be missing. */
    static List<Store> existing(List<Path> folders) throws IOException {
        List<Store> stores = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new NoSuchFileException(folder.toString(), null, "there is no such folder");
            }
            stores.add(Store.of(folder).readOnly());
        }
        return stores;
    }

    /** Whether a folder is that of one of some stores. */
    static boolean isAmong(Path folder, List<Store> stores) throws IOException {
        for (Store store : stores) {
            if (Files.exists(folder) && Files.isSameFile(folder, store.folder())) {
                return true;
            }
        }
        return false;
    }
}
