package dev.laytime.e2e.promotions;

import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** A bare Git repository whose {@code kustomization.yaml} says which images are deployed. */
record Apps(Workspace workspace, Path bare) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String FILE = "kustomization.yaml";

  /**
   * Makes one.
   *
   * @param repositories whose images it names
   */
  static Apps create(Workspace workspace, List<String> repositories) {
    Path bare = workspace.directory("apps").resolve("apps.git");
    Apps apps = new Apps(workspace, bare);
    Path work = workspace.directory("apps-work");
    apps.git(work, "init", "-q", "--bare", "-b", "main", bare.toString());
    apps.git(work, "init", "-q", "-b", "main");
    StringBuilder file = new StringBuilder("# what runs in production\nimages:\n");
    for (String repository : repositories) {
      file.append("  - name: %s\n    newTag: 0.0.0 # by promotion\n".formatted(repository));
    }
    try {
      Files.writeString(work.resolve(FILE), file);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + FILE, e);
    }
    apps.git(work, "add", FILE);
    apps.git(
        work,
        "-c",
        "user.name=e2e",
        "-c",
        "user.email=e2e@localhost",
        "commit",
        "-q",
        "-m",
        "begin");
    apps.git(work, "push", "-q", bare.toString(), "main");
    // Who comes by a server has no login here.
    apps.git(bare, "config", "http.receivepack", "true");
    return apps;
  }

  String url() {
    return bare.toUri().toString().replaceFirst("^file:/+", "file:///");
  }

  /** What stands in it now. */
  String file() {
    return git(bare, "show", "main:" + FILE);
  }

  /** The messages of all commits, the last first. */
  List<String> commits() {
    return git(bare, "log", "--format=%s", "main").lines().toList();
  }

  /** Nobody can push until it is unlocked. */
  void lock() {
    try {
      Files.createFile(lockFile());
    } catch (IOException e) {
      throw new UncheckedIOException("Lock " + bare, e);
    }
  }

  void unlock() {
    try {
      Files.delete(lockFile());
    } catch (IOException e) {
      throw new UncheckedIOException("Unlock " + bare, e);
    }
  }

  /** A server takes what is pushed, and does not say so until {@link #answer}. */
  void keepSilent() {
    try {
      Files.createFile(silence());
      Files.writeString(
          Files.createFile(
              bare.resolve("hooks/post-receive"),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
          "#!/bin/sh\nwhile [ -e silence ]; do sleep 0.1; done\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Silence " + bare, e);
    }
  }

  void answer() {
    try {
      Files.delete(silence());
    } catch (IOException e) {
      throw new UncheckedIOException("Let " + bare + " answer", e);
    }
  }

  private Path silence() {
    return bare.resolve("silence");
  }

  private Path lockFile() {
    return bare.resolve("refs/heads/main.lock");
  }

  private String git(Path directory, String... arguments) {
    return workspace
        .run(Command.of("git", "git").with(List.of(arguments)).in(directory), PATIENCE)
        .orThrow();
  }
}
