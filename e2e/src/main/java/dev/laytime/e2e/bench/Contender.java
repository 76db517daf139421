package dev.laytime.e2e.bench;

import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import java.util.List;
import java.util.Map;

/**
 * A tool that copies.
 *
 * @param name in the table
 * @param peer whether Laytime is compared with it
 * @param version as it says itself
 * @param line its command line; {@code SRC} and {@code DST} stand for the images, {@code SRCHOST}
 *     and {@code DSTHOST} for their registries
 * @param environment what it finds there besides
 * @param residents processes that run before and after, whose work counts as well
 */
record Contender(
    String name,
    boolean peer,
    String version,
    List<String> line,
    Map<String, String> environment,
    List<Child> residents) {

  static Contender peer(String name, String version, String... line) {
    return new Contender(name, true, version, List.of(line), Map.of(), List.of());
  }

  /** What is run to copy an image. */
  Command command(String source, String target) {
    List<String> words =
        line.stream()
            .map(word -> word.replace("SRCHOST", host(source)).replace("DSTHOST", host(target)))
            .map(word -> word.replace("SRC", source).replace("DST", target))
            .toList();
    Command command = Command.of("bench").with(words);
    for (var variable : environment.entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    return command;
  }

  private static String host(String image) {
    return image.substring(0, image.indexOf('/'));
  }
}
