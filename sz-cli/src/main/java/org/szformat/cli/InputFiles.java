package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.staging.SzFiles;
import picocli.CommandLine.Option;

/** Which files are meant when paths are given. */
final class InputFiles {
    @Option(
            names = {"-r", "--recursive"},
            description = "Of folders, take all SZ files in them and in the folders in them, but for manifests "
                    + "(.szv), whose records lie in other files.")
    private boolean recursive;

    /**
     * A file that was named, or found in a folder that was.
     *
     * @param path the file
     * @param name the name that it keeps, relative to the folder
     */
    record Input(Path path, Path name) {}

    /** Whether folders are searched. */
    boolean isRecursive() {
        return recursive;
    }

    List<Input> of(List<Path> paths) throws IOException, FailedException {
        List<Input> inputs = new ArrayList<>();
        for (Path path : paths) {
            if (recursive && Files.isDirectory(path) && !SzFiles.isSz(path)) {
                List<Path> found = SzFiles.in(path);
                if (found.isEmpty()) {
                    throw new FailedException(path + ": there are no SZ files in it, manifests aside");
                }
                found.forEach(file -> inputs.add(new Input(file, PathArgument.localName(path.relativize(file)))));
            } else {
                inputs.add(new Input(
                        path,
                        PathArgument.localName(path.toAbsolutePath().normalize().getFileName())));
            }
        }
        return inputs;
    }
}
