package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Many files as one. A manifest is combined of them, which {@link org.szformat.concurrent.CompressedFile#open} opens like
 * any other file.
 *
 * <pre>{@code
 * Virtual.combine(files).threads(8).to(Path.of("run.szv"), OnExisting.REFUSE);
 * try (CompressedFile.Reader run = CompressedFile.open(Path.of("run.szv"))) {
 *     Record read = run.get(id).orElseThrow();
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Virtual {
    private Virtual() {}

    /**
     * Begins to combine files, in their order.
     *
     * @param inputs SZ files of any layout; of a manifest, its members
     * @throws IllegalArgumentException when there is none
     */
    public static Combine combine(List<Path> inputs) {
        return new Combine(inputs);
    }

    /**
     * Tells a manifest that members were moved. Only what it says of members is written anew, behind what is there; whether
     * they are where they are said to be is found when they are opened.
     *
     * @param from what the places of members begin with: as the manifest has it, or, as a path, where that leads to
     * @param to what takes its place
     * @return how many members it concerned, at least 1
     * @throws IllegalArgumentException when no member lies there
     * @throws IOException also when the manifest is being written, or damaged
     */
    public static long relocate(Path manifest, String from, String to) throws IOException {
        return Relocation.of(manifest, from, to);
    }
}
