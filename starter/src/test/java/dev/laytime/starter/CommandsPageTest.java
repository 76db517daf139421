package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.temporal.Installation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page of commands has what there is, and nothing else. */
class CommandsPageTest {

  private static final Pattern OPTION = Pattern.compile("`(--[a-z0-9-]+)(?:=[^`]*)?`");

  /** Options that some commands share: the page says of them whose they are in words. */
  private static final Map<String, String> SHARED =
      Map.of(
          "--by", "those that write",
          "--token-file", "those with a token",
          "--server", "all over the API");

  private static final Set<String> EVERYWHERE =
      Set.of("--output", "--color", "--quiet", "--verbose", "--help");

  private final Set<String> documented = new TreeSet<>();
  private final Set<String> offered = new TreeSet<>();

  @Test
  void listsEveryOptionOfEveryCommand() throws IOException {
    Path page = Path.of("../docs/reference/commands.md");
    Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split(" \\| "))
        .filter(cells -> cells.length >= 3 && cells[1].startsWith("`--"))
        .forEach(cells -> document(cells[0].substring(2), cells[1]));
    line().getSubcommands().values().stream().flatMap(CommandsPageTest::whole).forEach(this::offer);

    assertThat(documented).isEqualTo(offered);
  }

  private void document(String commands, String options) {
    Matcher option = OPTION.matcher(options);
    while (option.find()) {
      String name = option.group(1);
      Arrays.stream(commands.replace("`", "").split(", "))
          .forEach(command -> documented.add(command + " " + name));
    }
  }

  private void offer(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName().substring("laytime ".length());
    command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden() && !EVERYWHERE.contains(option.longestName()))
        .flatMap(option -> Stream.of(option.names()))
        .map(option -> owner(name, option) + " " + option)
        .forEach(offered::add);
  }

  private static String owner(String command, String option) {
    boolean own = List.of("mirror", "demo").contains(command);
    return own ? command : SHARED.getOrDefault(option, command);
  }

  private static Stream<CommandLine> whole(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(CommandsPageTest::whole));
  }

  private static CommandLine line() {
    return LaytimeCommand.commandLine(
        new Surroundings(
            Map.of(),
            Path.of("/here"),
            Captured.files().streams(),
            new Installation(Path.of("java"), Path.of("no-worker.jar")),
            URI.create("http://127.0.0.1:1"),
            "ann",
            InstantSource.system()),
        new Interruption());
  }
}
