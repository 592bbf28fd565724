package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.szformat.concurrent.ParallelReading;
import org.szformat.layout.Durability;
import org.szformat.layout.OnExisting;
import org.szformat.merge.RunPolicy;
import org.szformat.merge.SchemaPolicy;

/**
 * How files are combined. Immutable; each method gives another one.
 *
 * <pre>{@code
 * CombineResult result = Virtual.combine(files)
 *         .schemas(SchemaPolicy.UNION)
 *         .attribute("run", Pattern.compile("run_(\\d+)"))
 *         .to(Path.of("all.szv"), OnExisting.REFUSE);
 * }</pre>
 *
 * <p>Inputs are read in parallel, and only their attributes. What this takes of memory depends on the number of threads, and
 * not on that of inputs or records. The manifest is the same for any number of threads.
 */
public final class Combine {
    private final List<Path> inputs;
    private SchemaPolicy schemas = SchemaPolicy.SAME;
    private RunPolicy runs = RunPolicy.REFUSE_CONFLICTS;
    private Map<String, Pattern> attributes = Map.of();
    private long inline;
    private int threads = Math.min(Runtime.getRuntime().availableProcessors(), ParallelReading.MAX_WORKERS);
    private @Nullable Path temporaryFolder;
    private Durability durability = Durability.PROCESS;
    private CombineListener listener = CombineListener.NONE;

    Combine(List<Path> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("no files to combine are given");
        }
        this.inputs = List.copyOf(inputs);
    }

    private Combine(Combine other) {
        this.inputs = other.inputs;
        this.schemas = other.schemas;
        this.runs = other.runs;
        this.attributes = other.attributes;
        this.inline = other.inline;
        this.threads = other.threads;
        this.temporaryFolder = other.temporaryFolder;
        this.durability = other.durability;
        this.listener = other.listener;
    }

    /** What is done when inputs have different fields; they are refused by default. */
    public Combine schemas(SchemaPolicy policy) {
        Combine combine = new Combine(this);
        combine.schemas = policy;
        return combine;
    }

    /** What is done when inputs say different things of a run; they are refused by default. */
    public Combine runs(RunPolicy policy) {
        Combine combine = new Combine(this);
        combine.runs = policy;
        return combine;
    }

    /**
     * Gives all records of a member an attribute that is taken from the member's path, as it was given, with {@code /}
     * between names.
     *
     * @param name a string attribute that no input has
     * @param pattern is looked for in the path; the value is its group of that name if it has one, else its first group, else
     *     all that it matches. A path that it does not match is refused
     */
    public Combine attribute(String name, Pattern pattern) {
        Combine combine = new Combine(this);
        Map<String, Pattern> more = new LinkedHashMap<>(attributes);
        more.put(name, pattern);
        combine.attributes = more;
        return combine;
    }

    /**
     * Copies small records into the manifest, so that they are read without their members.
     *
     * @param bytes how large the datasets of a record may be for that, uncompressed and all together; 0, the default, copies
     *     none
     * @throws IllegalArgumentException when it is negative
     */
    public Combine inline(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("records of " + bytes + " bytes cannot be inlined");
        }
        Combine combine = new Combine(this);
        combine.inline = bytes;
        return combine;
    }

    /**
     * How many threads read; as many as there are processors by default.
     *
     * @throws IllegalArgumentException when it is not from 1 to {@link ParallelReading#MAX_WORKERS}
     */
    public Combine threads(int count) {
        if (count < 1 || count > ParallelReading.MAX_WORKERS) {
            throw new IllegalArgumentException(count + " threads; there must be 1 to " + ParallelReading.MAX_WORKERS);
        }
        Combine combine = new Combine(this);
        combine.threads = count;
        return combine;
    }

    /** Where the manifest grows until it is whole; beside its final place by default. */
    public Combine temporaryFolder(Path folder) {
        Combine combine = new Combine(this);
        combine.temporaryFolder = folder;
        return combine;
    }

    /** What the manifest survives, once it is there. */
    public Combine durability(Durability value) {
        Combine combine = new Combine(this);
        combine.durability = value;
        return combine;
    }

    /** Who is told how far it is. */
    public Combine onProgress(CombineListener newListener) {
        Combine combine = new Combine(this);
        combine.listener = newListener;
        return combine;
    }

    /**
     * Writes a manifest of the inputs.
     *
     * @param manifest where it appears when it is whole
     * @throws java.nio.file.FileAlreadyExistsException when something is there that is not to be replaced
     * @throws IllegalArgumentException when the inputs do not go together, with all differences, or a path does not match
     * @throws org.szformat.SzFormatException when an input is no SZ file, not complete or damaged
     * @throws InterruptedException when the thread is interrupted; no manifest is there then
     */
    public CombineResult to(Path manifest, OnExisting onExisting) throws IOException, InterruptedException {
        return new Combining(this).to(manifest, onExisting);
    }

    /**
     * Adds the inputs to a manifest. Its members are neither opened nor looked at; if anything fails it stays what it was.
     *
     * @throws IllegalArgumentException when the inputs do not go with its members, or have fields that it has not
     * @throws IOException also when it is being written
     * @throws InterruptedException when the thread is interrupted; the manifest is what it was then
     */
    public CombineResult appendTo(Path manifest) throws IOException, InterruptedException {
        return new Combining(this).appendTo(manifest);
    }

    List<Path> inputs() {
        return inputs;
    }

    SchemaPolicy schemas() {
        return schemas;
    }

    RunPolicy runs() {
        return runs;
    }

    Map<String, Pattern> attributes() {
        return attributes;
    }

    long inline() {
        return inline;
    }

    int threads() {
        return threads;
    }

    Optional<Path> temporaryFolder() {
        return Optional.ofNullable(temporaryFolder);
    }

    Durability durability() {
        return durability;
    }

    CombineListener listener() {
        return listener;
    }
}
