package dev.laytime.starter;

import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.starter.output.ColorChoice;
import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.output.OutputFormat;
import dev.laytime.starter.output.Streams;
import dev.laytime.starter.output.TimeSpan;
import dev.laytime.starter.temporal.ServerAddress;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
    sortOptions = false,
    name = "laytime",
    description =
        "Runs the life of container images as durable workflows: from the copy to the proof on"
            + " which one leaves.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  laytime demo",
      "  laytime mirror docker.io/library/alpine:3.20 oci:alpine",
      "  laytime mirror ghcr.io/org/app:1.2 registry.example.com/org/app:1.2",
      "  laytime dev --config laytime.yaml",
      "  laytime why registry.example.com/prod/app:1.2",
      "",
      "'laytime COMMAND --help' tells more."
    })
public final class LaytimeCommand {

  private static final int NARROWEST = 60;
  private static final int WIDEST = 100;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version, as 'laytime version' does.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  private LaytimeCommand() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Interruption interruption = new Interruption();
    interruption.listen();
    System.exit(run(Surroundings.ofProcess(), interruption, arguments));
  }

  /** Runs a command line to its end and answers with the exit code. */
  static int run(Surroundings surroundings, Interruption interruption, String... arguments) {
    String[] line =
        ImageOperatorCommand.isMeant(arguments)
            ? ImageOperatorCommand.withTwoHyphens(arguments)
            : arguments;
    return commandLine(surroundings, interruption).execute(line);
  }

  static CommandLine commandLine(Surroundings surroundings, Interruption interruption) {
    LaytimeCommand root = new LaytimeCommand();
    CommandLine line = new CommandLine(root);
    CommandContext context = new CommandContext(surroundings, root.global, interruption);
    line.addSubcommand(new DemoCommand(context));
    line.addSubcommand(new MirrorCommand(context));
    line.addSubcommand(new DevCommand(context));
    line.addSubcommand(new ImagesCommand(context));
    line.addSubcommand(new MirrorsCommand(context));
    line.addSubcommand(new WhyCommand(context));
    line.addSubcommand(new PlanCommand(context));
    line.addSubcommand(new ObservedCommand(context));
    line.addSubcommand(new ApproveCommand(context));
    line.addSubcommand(new PauseCommand(context));
    line.addSubcommand(new ResumeCommand(context));
    line.addSubcommand(new PinCommand(context));
    line.addSubcommand(new UnpinCommand(context));
    line.addSubcommand(new RestoreCommand(context));
    line.addSubcommand(new RetryCommand(context));
    line.addSubcommand(new ForbidCommand(context));
    line.addSubcommand(new AllowCommand(context));
    line.addSubcommand(new ForbiddenCommand(context));
    line.addSubcommand(new PromoteCommand(context));
    PromotionsCommand promotions = new PromotionsCommand(context);
    add(line, promotions, promotions.subcommands());
    line.addSubcommand(new RollbackCommand(context));
    HoldsCommand holds = new HoldsCommand(context);
    add(line, holds, holds.subcommands());
    line.addSubcommand(new BuildCommand(context));
    BuildsCommand builds = new BuildsCommand(context);
    add(line, builds, builds.subcommands());
    SourcesCommand sources = new SourcesCommand(context);
    add(line, sources, sources.subcommands());
    StageCommand stage = new StageCommand(context);
    add(line, stage, stage.subcommands());
    add(
        line,
        new AsCommand(),
        new QebbeqCommand(context),
        new ImageOperatorCommand(context),
        new ImagerepoMirrorCommand(context));
    line.addSubcommand(new CrdsCommand(context));
    line.addSubcommand(new VersionCommand(context));
    line.addSubcommand(new CompletionCommand(context));
    line.getCommandSpec()
        .versionProvider(() -> VersionReport.ofProcess().text().lines().toArray(String[]::new));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(OutputFormat.class, OutputFormat::parse);
    line.registerConverter(ColorChoice.class, ColorChoice::parse);
    line.registerConverter(ImageLocation.class, ImageLocation::parse);
    line.registerConverter(Platform.class, Platform::parse);
    line.registerConverter(Reference.class, Reference::parse);
    line.registerConverter(Duration.class, TimeSpan::parse);
    line.registerConverter(URI.class, ServerAddress::parse);
    CommandErrors errors = new CommandErrors(context);
    line.setParameterExceptionHandler(errors::wrongLine);
    line.setExecutionExceptionHandler(errors::failed);
    speak(line, surroundings);
    return line;
  }

  /** What a command hands down to those below it, it must have got from above before. */
  private static void add(CommandLine line, Object command, Object... below) {
    CommandLine added = new CommandLine(command);
    line.addSubcommand(added);
    for (Object one : below) {
      added.addSubcommand(one);
    }
  }

  private static void speak(CommandLine line, Surroundings surroundings) {
    Streams streams = surroundings.streams();
    boolean colors = ColorChoice.AUTO.colors(surroundings.environment(), streams.outIsTerminal());
    line.setColorScheme(Help.defaultColorScheme(colors ? Help.Ansi.ON : Help.Ansi.OFF));
    line.setUsageHelpWidth(Math.clamp(streams.width(), NARROWEST, WIDEST));
    line.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
  }
}
