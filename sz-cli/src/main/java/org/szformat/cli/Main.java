package org.szformat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.szformat.Layout;
import org.szformat.cli.term.ClosedOutputException;
import org.szformat.cli.term.StandardStreams;
import org.szformat.kernel.Kernels;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The command {@code sz}.
 *
 * <p>Exit codes: {@value #OK}, done; {@value #FAILED}, the data is bad or the work failed, which one line on the standard
 * error says; {@value #USAGE}, wrong usage.
 */
@Command(
        name = "sz",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        usageHelpWidth = 80,
        abbreviateSynopsis = true,
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%n",
        sortOptions = false,
        description = "Reads, writes and checks SZ files: storage for nanopore reads.",
        footer = {
            "Examples:",
            "  sz demo                                   see it work",
            "  sz info reads.sz                          what is in a file, of any format",
            "  sz view reads.sz --no-datasets | head     attributes of the first reads",
            "  sz get reads.sz READ_ID --format jsonl    one read, with its signal",
            "  sz stats reads.sz --by channel            what the values come to, by channel",
            "  sz convert pysz-directory.sz reads.sz     one file of many checked parts",
            "  sz merge a.sz b.blow5 -o all.sz           one file of many",
            "  sz rechunk reads.sz --replace --level 12  the same records, smaller",
            "  sz combine -r runs -o all.szv             many files as one, not copied",
            "",
            "A file to be read can also be a URL, https://host/reads.sz, or a member of an",
            "archive, run.tar!/reads.sz.",
            "",
            "'sz help COMMAND' or 'sz COMMAND --help' says more of each.",
            "Exit codes: 0 done, 1 the data is bad or the work failed, 2 wrong usage."
        })
public final class Main implements Runnable {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private final StandardStreams streams;
    private final ForeignInputs foreign;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    /** The command on the streams of the process. */
    public Main() {
        this(StandardStreams.ofProcess());
    }

    private Main(StandardStreams streams) {
        this.streams = streams;
        this.foreign = new ForeignInputs(streams);
    }

    /**
     * Runs the command line and exits.
     *
     * @param args the arguments
     */
    public static void main(String[] args) {
        System.exit(new Main().execute(args));
    }

    /**
     * Runs the command line.
     *
     * @param args the arguments
     * @param in stands for the standard input
     * @param out stands for the standard output; flushed, not closed
     * @param err stands for the standard error; flushed, not closed
     * @return the exit code
     */
    public static int run(String[] args, InputStream in, OutputStream out, OutputStream err) {
        return new Main(StandardStreams.of(in, out, err)).execute(args);
    }

    private int execute(String[] args) {
        try {
            int code = commandLine(args).execute(args);
            streams.out().flush();
            return code;
        } catch (Exception | OutOfMemoryError e) {
            return fail(e, Optional.empty());
        } finally {
            foreign.close();
            streams.err().flush();
        }
    }

    private CommandLine commandLine(String[] args) {
        CommandLine commandLine = new CommandLine(this);
        Commands.addTo(commandLine, args);
        describe(commandLine, "help", "Shows the help of a command.");
        describe(commandLine, "generate-completion", "Prints a script for completion in bash and zsh.");
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Commands::list);
        return commandLine
                .setOut(new PrintWriter(streams.out()))
                .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .registerConverter(Path.class, PathArgument::parse)
                .registerConverter(Layout.class, Main::layout)
                .setParameterExceptionHandler(this::refuse)
                .setExecutionExceptionHandler((e, command, parsed) -> fail(e, command));
    }

    private static void describe(CommandLine commandLine, String command, String description) {
        CommandLine described = commandLine.getSubcommands().get(command);
        if (described != null) {
            described.getCommandSpec().usageMessage().description(description);
        }
    }

    /** The layouts that files are written in. */
    private static Layout layout(String name) {
        return Stream.of(Layout.CONTAINER, Layout.DIRECTORY)
                .filter(layout -> layout.toString().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + name + "' is neither container nor directory"
                        + (name.equalsIgnoreCase(Layout.VIRTUAL.toString()) ? "; 'sz combine' writes manifests" : "")));
    }

    /** What commands read from and write to. */
    StandardStreams streams() {
        return streams;
    }

    /** What leads to the records of files of other formats. */
    ForeignInputs foreign() {
        return foreign;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    private int refuse(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        boolean isBare = args.length == 0;
        if (isBare) {
            command.usage(command.getErr());
        } else {
            streams.report(UsageMessage.of(e));
            hint(command);
        }
        return USAGE;
    }

    private int fail(Exception e, CommandLine command) {
        if (e instanceof UsageException usage) {
            streams.report(String.valueOf(e.getMessage()));
            usage.excerpt().lines().forEach(line -> streams.err().println("  " + line));
            hint(command);
            return USAGE;
        }
        return fail(e, Advice.of(e, command.getCommandSpec()));
    }

    private void hint(CommandLine command) {
        streams.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }

    private int fail(Throwable e, Optional<String> advice) {
        if (e instanceof ClosedOutputException) {
            return OK;
        }
        try {
            streams.out().flush();
        } catch (IOException flushing) {
            e.addSuppressed(flushing);
        }
        streams.report(FailureMessage.of(e) + advice.map(text -> "; " + text).orElse(""));
        if (debug) {
            e.printStackTrace(streams.err());
        }
        return FAILED;
    }

    static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IOException("version.properties is missing");
            }
            properties.load(in);
        }
        return "sz " + properties.getProperty("version");
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            return new String[] {
                version(), "Java " + Runtime.version().feature() + ", signal kernels: " + Kernels.describe()
            };
        }
    }
}
