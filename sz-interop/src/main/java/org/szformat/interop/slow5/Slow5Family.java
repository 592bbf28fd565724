package org.szformat.interop.slow5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.szformat.exchange.FormatOption;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordAccess;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordSource;

/** What SLOW5 and BLOW5 have in common: all but how a file is opened and how it is written. */
abstract class Slow5Family implements RecordFormat {
    private final String name;
    private final String description;
    private final byte[] magic;

    private final Opener opener;

    /** Opens a file of one of the two. */
    @FunctionalInterface
    interface Opener {
        OpenedFile open(Path path, FormatOptions options) throws IOException;
    }

    Slow5Family(String name, String description, byte[] magic, Opener opener) {
        this.name = name;
        this.description = description;
        this.magic = magic;
        this.opener = opener;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final List<String> extensions() {
        return List.of(name);
    }

    @Override
    public final Set<Ability> abilities() {
        return Set.of(Ability.READ, Ability.WRITE, Ability.ACCESS);
    }

    @Override
    public final List<FormatOption> readOptions() {
        return List.of(Options.CHANNEL, Options.DUPLICATE_IDS);
    }

    @Override
    public final boolean permitsDuplicateIds() {
        return false;
    }

    @Override
    public final boolean recognises(byte[] head) {
        return Opening.startsWith(head, magic);
    }

    @Override
    public final RecordSource open(Path path, FormatOptions options) throws IOException {
        options.requireKnown(name, readOptions());
        return new Slow5Source(opener.open(path, options));
    }

    @Override
    public final RecordAccess access(Path path, FormatOptions options) throws IOException {
        options.requireKnown(name, readOptions());
        return new Slow5Access(opener.open(path, options), name);
    }
}
