package dev.laytime.starter.dev;

import dev.laytime.workflow.SearchAttributes;
import io.temporal.common.SearchAttributeKey;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Temporal's own command, where it is installed. */
final class TemporalCommand {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String TYPE_PREFIX = "INDEXED_VALUE_TYPE_";

  private TemporalCommand() {}

  /**
   * @param path directories to look in, as in the variable {@code PATH}
   */
  static Optional<Path> find(String path) {
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, "temporal"))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** A development server that keeps its state in a file and knows our search attributes. */
  static List<String> startDev(Path temporal, DevOptions options) {
    List<String> command =
        new ArrayList<>(List.of(temporal.toString(), "server", "start-dev", "--ip", LOOPBACK));
    command.addAll(List.of("--port", String.valueOf(options.temporalPort())));
    command.addAll(List.of("--ui-port", String.valueOf(options.uiPort())));
    command.addAll(List.of("--db-filename", options.state().resolve("temporal.db").toString()));
    command.addAll(List.of("--sqlite-pragma", "journal_mode=WAL"));
    command.addAll(List.of("--sqlite-pragma", "synchronous=off"));
    for (SearchAttributeKey<?> key : SearchAttributes.ALL) {
      command.addAll(List.of("--search-attribute", key.getName() + "=" + type(key)));
    }
    return command;
  }

  /** As the command spells it: {@code Keyword}, {@code KeywordList}, {@code Datetime}. */
  private static String type(SearchAttributeKey<?> key) {
    String name = key.getValueType().name().substring(TYPE_PREFIX.length());
    return Arrays.stream(name.split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
