package org.szformat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;

/** The commands, and how the help lists them: what belongs together stands together. */
final class Commands {
    /** Those that tell of others. */
    private static final Set<Class<?>> NEED_ALL =
            Set.of(CommandLine.HelpCommand.class, AutoComplete.GenerateCompletion.class);

    private static final List<Group> GROUPS = List.of(
            new Group(
                    "Look into files:",
                    List.of(
                            InfoCommand.class,
                            ViewCommand.class,
                            SkimCommand.class,
                            GetCommand.class,
                            StatsCommand.class,
                            VerifyCommand.class)),
            new Group(
                    "Make files of others:",
                    List.of(
                            ConvertCommand.class,
                            MergeCommand.class,
                            SplitCommand.class,
                            SubsetCommand.class,
                            RechunkCommand.class,
                            RepairCommand.class)),
            new Group("Many files as one:", List.of(CombineCommand.class, RefsCommand.class)),
            new Group("Files by name:", List.of(StoreCommand.class)),
            new Group("Find the right compression:", List.of(BenchCommand.class, ProfileCommand.class)),
            new Group(
                    "Other:",
                    List.of(
                            DemoCommand.class,
                            FormatsCommand.class,
                            CommandLine.HelpCommand.class,
                            AutoComplete.GenerateCompletion.class)));

    private Commands() {}

    private record Group(String title, List<Class<?>> commands) {}

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /**
     * Adds the commands that a call needs: the one that it names, otherwise all. To find out what all of them take would take
     * longer than most calls do.
     */
    static void addTo(CommandLine main, String[] args) {
        List<Class<?>> all =
                GROUPS.stream().flatMap(group -> group.commands().stream()).toList();
        List<Class<?>> named = all.stream()
                .filter(command -> args.length > 0 && name(command).equals(args[0]) && !NEED_ALL.contains(command))
                .toList();
        (named.isEmpty() ? all : named).forEach(main::addSubcommand);
    }

    /** The commands of a command, in their groups, or of one that has none, as one. */
    static String list(Help help) {
        List<Help> left = new ArrayList<>(help.subcommands().values());
        StringBuilder text = new StringBuilder();
        for (Group group : GROUPS) {
            List<Help> commands = left.stream()
                    .filter(each -> group.commands()
                            .contains(each.commandSpec().userObject().getClass()))
                    .toList();
            append(text, group.title(), commands);
            left.removeAll(commands);
        }
        append(text, "Commands:", left);
        return text.toString();
    }

    private static void append(StringBuilder text, String title, List<Help> commands) {
        if (!commands.isEmpty()) {
            text.append(String.format("%n%s%n", title));
            int width = commands.stream()
                    .mapToInt(each -> each.commandSpec().name().length())
                    .max()
                    .orElse(0);
            for (Help command : commands) {
                String name = command.commandSpec().name();
                String description = String.join(
                        "",
                        List.of(command.commandSpec().usageMessage().description())
                                .subList(0, 1));
                text.append(String.format(
                        "  %s%s  %s%n", name, " ".repeat(Math.max(8, width) - name.length()), description));
            }
        }
    }
}
