package org.szformat.virtual;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.szformat.Layout;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.container.KnownChunks;
import org.szformat.container.VirtualContainers;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordAccess;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.schema.Schema;

/** Opens the members of a manifest, and tells what is wrong with them as a fault of the manifest. */
final class MemberOpener {
    private final Path manifest;
    private final ManifestRows rows;
    private final Schema schema;
    private final Limits limits;
    private final MemberLocations locations;

    /**
     * Opens members.
     *
     * @param rows of the manifest
     * @param schema of the virtual file
     */
    MemberOpener(Path manifest, ManifestRows rows, Schema schema, Limits limits) throws IOException {
        this.manifest = manifest;
        this.rows = rows;
        this.schema = schema;
        this.limits = limits;
        this.locations = MemberLocations.besides(manifest);
    }

    /** Something that is done with a member. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /** Where members lie. */
    MemberLocations locations() {
        return locations;
    }

    /**
     * Opens a member.
     *
     * @throws SzFormatException when it is not what it was when it was combined
     */
    OpenMember open(PlacedMember member) throws IOException {
        Path path = locations.path(manifest, member);
        MemberEntry entry = member.entry();
        if (Files.notExists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        RecordFormat foreign = RecordFormats.named(entry.format()).orElse(null);
        if (foreign != null && foreign.abilities().contains(RecordFormat.Ability.ACCESS)) {
            requireFile(path);
            return openForeign(member, path, foreign);
        }
        Layout layout = layout(member);
        if (layout != Layout.DIRECTORY) {
            requireFile(path);
        } else if (Layouts.recognise(path).filter(found -> found == layout).isEmpty()) {
            throw SzMember.changed(path, "no SZ directory", "one, as when it was combined");
        }
        Fingerprints now = Fingerprints.of(path);
        requireSame(path, now, entry);
        ReadOptions options = ReadOptions.defaults().withLimits(limits);
        Optional<KnownChunks> chunks = layout == Layout.CONTAINER ? entry.knownChunks() : Optional.empty();
        RecordFile opened = chunks.isPresent()
                ? VirtualContainers.openMember(path, options, chunks.get())
                : Layouts.of(layout).open(path, options);
        try {
            return new SzMember(opened, member, schema);
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private OpenMember openForeign(PlacedMember member, Path path, RecordFormat format) throws IOException {
        FormatOptions known = FormatOptions.defaults().withLimits(limits).withSchema(schema);
        RecordAccess opened = format.access(path, known);
        try {
            requireSame(path, new Fingerprints(opened.bytes(), opened.fingerprint()), member.entry());
            return new ForeignMember(opened, member, rows, schema);
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private static void requireSame(Path path, Fingerprints now, MemberEntry entry) throws SzFormatException {
        Fingerprints before = new Fingerprints(entry.bytes(), entry.fingerprint());
        if (!now.equals(before)) {
            throw SzMember.changed(path, describe(now), describe(before) + ", as when it was combined");
        }
    }

    /** Opening anything else, such as a pipe, could wait for ever. */
    private static void requireFile(Path path) throws SzFormatException {
        if (!Files.isRegularFile(path)) {
            throw SzMember.changed(path, "no regular file", "one, as when it was combined");
        }
    }

    private static String describe(Fingerprints fingerprints) {
        return String.format("%d bytes of fingerprint %016x", fingerprints.bytes(), fingerprints.fingerprint());
    }

    private Layout layout(PlacedMember member) throws SzFormatException {
        String format = member.entry().format();
        return Arrays.stream(Layout.values())
                .filter(layout -> layout != Layout.VIRTUAL && layout.toString().equals(format))
                .findFirst()
                .orElseThrow(() -> new SzFormatException(
                        manifest, member.toString(), "the format '" + format + "'", "one that this version reads"));
    }

    /** Does something with a member; what is wrong with it is told of manifest and member. */
    <T> T naming(PlacedMember member, Action<T> action) throws IOException {
        try {
            return action.run();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (SzFormatException e) {
            throw new SzFormatException(manifest, member + ", " + e.place(), e.found(), e.expected(), e);
        } catch (FileSystemException e) {
            throw new SzFormatException(
                    manifest,
                    member.toString(),
                    reason(e) + ": " + e.getFile(),
                    "the member; 'sz combine --relocate' tells where it is if it was moved",
                    e);
        } catch (IOException e) {
            throw new IOException(manifest + ": " + member + ": " + e.getMessage(), e);
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    }
}
