package org.szformat.staging;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;

/** Who may read and write a file, where the file system says so as POSIX does; elsewhere nothing is done. */
final class Permissions {
    private Permissions() {}

    /** Gives a file or directory the permissions of another; of a directory, its files those of the files of their names. */
    static void copy(Path from, Path to) throws IOException {
        PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (source == null || target == null || Files.isDirectory(from) != Files.isDirectory(to)) {
            return;
        }
        if (Files.isDirectory(to)) {
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(to)) {
                for (Path part : parts) {
                    Path before = from.resolve(part.getFileName().toString());
                    if (Files.exists(before)) {
                        copy(before, part);
                    }
                }
            }
        }
        target.setPermissions(source.readAttributes().permissions());
    }
}
