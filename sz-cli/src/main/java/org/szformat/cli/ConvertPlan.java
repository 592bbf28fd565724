package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;

/** Which outputs are made of files that go to a folder, each on its own. */
final class ConvertPlan {
    private static final String SZ_EXTENSION = ".sz";

    private ConvertPlan() {}

    /** One output for each source, in the same tree under a folder; the folders are made. */
    static List<ConvertJob> oneToOne(List<SourceOptions.Source> sources, Path folder, TargetFormat target)
            throws IOException {
        List<ConvertJob> jobs = new ArrayList<>();
        Map<Path, Path> taken = new HashMap<>();
        for (SourceOptions.Source source : sources) {
            Path out = folder.resolve(named(source.name(), target));
            Path path = source.input().path();
            Path other = taken.put(out, path);
            if (other != null) {
                throw new UsageException(other + " and " + path + " would both become " + out);
            }
            jobs.add(new ConvertJob(List.of(source.input()), out));
        }
        for (ConvertJob job : jobs) {
            Files.createDirectories(
                    Objects.requireNonNull(job.out().toAbsolutePath().getParent()));
        }
        return jobs;
    }

    /** The name with the target's extension in place of its own; an SZ file that stays one keeps its name. */
    private static Path named(Path name, TargetFormat target) {
        String text = name.toString();
        String lower = text.toLowerCase(Locale.ROOT);
        Optional<RecordFormat> foreign = RecordFormats.byExtension(name);
        if (foreign.isEmpty() && target.isSz()) {
            return name;
        }
        int cut = 0;
        if (lower.endsWith(SZ_EXTENSION)) {
            cut = SZ_EXTENSION.length();
        } else if (foreign.isPresent()) {
            for (String extension : foreign.get().extensions()) {
                cut = lower.endsWith("." + extension) ? Math.max(cut, extension.length() + 1) : cut;
            }
        }
        return name.resolveSibling(Path.of(text.substring(0, text.length() - cut) + "." + target.extension())
                .getFileName());
    }
}
