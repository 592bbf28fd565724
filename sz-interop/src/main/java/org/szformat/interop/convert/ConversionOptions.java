package org.szformat.interop.convert;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.szformat.merge.RunPolicy;
import org.szformat.merge.SchemaPolicy;
import org.szformat.schema.Header;

/**
 * How files are converted. Immutable, so safe for use by many threads.
 *
 * <pre>{@code
 * ConversionOptions options = ConversionOptions.defaults()
 *         .withThreads(8)
 *         .withSchemas(SchemaPolicy.UNION)
 *         .withFields(all -> all.select(List.of("read_id", "raw_signal")));
 * }</pre>
 */
public final class ConversionOptions {
    /** What is done about damaged inputs. */
    public enum Damaged {
        /** The first ends the work; no output appears. */
        STOP,
        /** What is damaged is told, counted and passed over. */
        SKIP
    }

    /** How many bytes may be on their way between input and output for each thread, where nothing else is said. */
    public static final long BYTES_PER_THREAD = 16L << 20;

    private static final ConversionOptions DEFAULTS = new ConversionOptions(
            Runtime.getRuntime().availableProcessors(),
            0,
            SchemaPolicy.SAME,
            RunPolicy.REFUSE_CONFLICTS,
            Damaged.STOP,
            UnaryOperator.identity(),
            Header.empty(),
            null);

    private final int threads;
    private final long bytesInFlight;
    private final SchemaPolicy schemas;
    private final RunPolicy runs;
    private final Damaged damaged;
    private final UnaryOperator<OutputFields> fields;
    private final Header header;
    private final @Nullable Path temporaryFolder;

    private ConversionOptions(
            int threads,
            long bytesInFlight,
            SchemaPolicy schemas,
            RunPolicy runs,
            Damaged damaged,
            UnaryOperator<OutputFields> fields,
            Header header,
            @Nullable Path temporaryFolder) {
        this.threads = threads;
        this.bytesInFlight = bytesInFlight;
        this.schemas = schemas;
        this.runs = runs;
        this.damaged = damaged;
        this.fields = fields;
        this.header = header;
        this.temporaryFolder = temporaryFolder;
    }

    /** As many threads as processors, schemas that are the same, no conflicts, no damage, all fields. */
    public static ConversionOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The same with so many threads that read, decode and encode; the output does not depend on it.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public ConversionOptions withThreads(int changed) {
        if (changed < 1) {
            throw new IllegalArgumentException("threads is " + changed + "; it must be at least 1");
        }
        return new ConversionOptions(changed, bytesInFlight, schemas, runs, damaged, fields, header, temporaryFolder);
    }

    /**
     * The same with a bound of the bytes on their way between input and output. A part of an input that is larger is
     * handled alone.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public ConversionOptions withBytesInFlight(long changed) {
        if (changed < 1) {
            throw new IllegalArgumentException("bytesInFlight is " + changed + "; it must be at least 1");
        }
        return new ConversionOptions(threads, changed, schemas, runs, damaged, fields, header, temporaryFolder);
    }

    /** The same with what is done when schemas differ. */
    public ConversionOptions withSchemas(SchemaPolicy changed) {
        return new ConversionOptions(threads, bytesInFlight, changed, runs, damaged, fields, header, temporaryFolder);
    }

    /** The same with what is done when runs differ. */
    public ConversionOptions withRuns(RunPolicy changed) {
        return new ConversionOptions(
                threads, bytesInFlight, schemas, changed, damaged, fields, header, temporaryFolder);
    }

    /** The same with what is done about damage. */
    public ConversionOptions withDamaged(Damaged changed) {
        return new ConversionOptions(threads, bytesInFlight, schemas, runs, changed, fields, header, temporaryFolder);
    }

    /** The same with what is made of all fields there are, which is what is put out. */
    public ConversionOptions withFields(UnaryOperator<OutputFields> changed) {
        return new ConversionOptions(threads, bytesInFlight, schemas, runs, damaged, changed, header, temporaryFolder);
    }

    /** The same with a header that is merged with those of the inputs, before them. */
    public ConversionOptions withHeader(Header changed) {
        return new ConversionOptions(threads, bytesInFlight, schemas, runs, damaged, fields, changed, temporaryFolder);
    }

    /** The same with a folder for temporary files, in place of the system's. */
    public ConversionOptions withTemporaryFolder(Path changed) {
        return new ConversionOptions(threads, bytesInFlight, schemas, runs, damaged, fields, header, changed);
    }

    /** How many threads read, decode and encode. */
    public int threads() {
        return threads;
    }

    /** How many bytes may be on their way between input and output. */
    public long bytesInFlight() {
        return bytesInFlight > 0
                ? bytesInFlight
                : Math.min(Runtime.getRuntime().maxMemory() / 8, 2 * BYTES_PER_THREAD + threads * BYTES_PER_THREAD);
    }

    /** What is done when schemas differ. */
    public SchemaPolicy schemas() {
        return schemas;
    }

    /** What is done when runs differ. */
    public RunPolicy runs() {
        return runs;
    }

    /** What is done about damage. */
    public Damaged damaged() {
        return damaged;
    }

    /** What is made of all fields there are. */
    public UnaryOperator<OutputFields> fields() {
        return fields;
    }

    /** What the header begins with. */
    public Header header() {
        return header;
    }

    /** The folder for temporary files, if one was named. */
    public Optional<Path> temporaryFolder() {
        return Optional.ofNullable(temporaryFolder);
    }
}
