package org.szformat.virtual;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.szformat.Layout;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;

/** Opens the members of a manifest, and tells what is wrong with them as a fault of the manifest. */
final class MemberOpener {
    private final Path manifest;
    private final Limits limits;
    private final MemberLocations locations;

    MemberOpener(Path manifest, Limits limits) throws IOException {
        this.manifest = manifest;
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
        Layout layout = layout(member);
        if (Files.notExists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        Fingerprints now = Fingerprints.of(path);
        if (now.bytes() != entry.bytes() || now.fingerprint() != entry.fingerprint()) {
            throw SzMember.changed(path, describe(now), describe(new Fingerprints(entry.bytes(), entry.fingerprint())));
        }
        RecordFile opened = Layouts.of(layout).open(path, ReadOptions.defaults().withLimits(limits));
        try {
            return new SzMember(opened, member);
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
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
