package dev.laytime.e2e.bench;

import dev.laytime.e2e.harness.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the tools of others have in common. */
abstract class PeerTool implements Tool {

  private final String name;
  private final String version;
  private final Path directory;

  /**
   * @param directory for what it is configured with
   */
  PeerTool(String name, String version, Path directory) {
    this.name = name;
    this.version = version;
    this.directory = directory;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String version() {
    return version;
  }

  @Override
  public final boolean peer() {
    return true;
  }

  @Override
  public boolean copiesReferrers() {
    return false;
  }

  /** One process copies an image; some at once copy repositories. */
  @Override
  public List<Integer> concurrencies(Job job) {
    return switch (job) {
      case Job.OneImage _ -> List.of(1);
      case Job.Repositories _ -> List.of(1, 2, 4);
    };
  }

  /** A program that finds no credentials. */
  final Work program(List<String> words) {
    return new Work.Program(
        Command.of("bench")
            .with(words)
            .with("DOCKER_CONFIG", directory.toString())
            .with("REGCTL_CONFIG", directory.resolve("regctl.json").toString()));
  }

  /**
   * Some processes at once, one for each repository.
   *
   * @param words what is run, with {@code REPOSITORY} for its name
   */
  final Work atOnce(int processes, List<String> names, List<String> words) {
    Path list = write("repositories", String.join("\n", names) + "\n");
    List<String> all = new ArrayList<>(List.of("xargs", "-a", list.toString()));
    all.addAll(List.of("-P", Integer.toString(processes), "-I", "REPOSITORY"));
    all.addAll(words);
    return program(all);
  }

  final Path write(String file, String content) {
    try {
      return Files.writeString(directory.resolve(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
  }

  /** The registry of a reference or of a prefix. */
  static String host(String image) {
    return image.substring(0, image.indexOf('/'));
  }
}
