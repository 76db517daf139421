package dev.laytime.e2e.builds;

import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A bare Git repository of a shop's pages. Branch {@code main} has the tag {@code v1.0}; what
 * somebody proposes is in a pull request alone.
 *
 * @param proposed the commit that only the pull request leads to
 */
record Shop(Workspace workspace, Path bare, String proposed) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  static Shop create(Workspace workspace) {
    Path bare = workspace.directory("shop").resolve("shop.git");
    Path work = workspace.directory("shop-work");
    Git git = new Git(workspace, work);
    git.run("init", "-q", "--bare", "-b", "main", bare.toString());
    git.run("init", "-q", "-b", "main");
    write(
        work.resolve(".laytime/image.yaml"),
        """
        from: scratch
        layers:
          - files: web/**
            to: /srv
        entrypoint: [/srv/serve]
        """);
    write(work.resolve("web/index.html"), "<h1>Shop</h1>\n");
    git.commit("begin");
    git.run("tag", "v1.0");
    git.run("push", "-q", bare.toString(), "main", "v1.0");
    write(work.resolve("web/index.html"), "<h1>Pwned</h1>\n");
    git.commit("propose");
    git.run("push", "-q", bare.toString(), "HEAD:refs/pull/1/head");
    return new Shop(workspace, bare, git.run("rev-parse", "HEAD").strip());
  }

  String url() {
    return bare.toUri().toString().replaceFirst("^file:/+", "file:///");
  }

  /** The commit that a name is. */
  String commit(String name) {
    return new Git(workspace, bare).run("rev-parse", name + "^{commit}").strip();
  }

  private static void write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
  }

  /** The real one, in a directory. */
  private record Git(Workspace workspace, Path directory) {

    String run(String... arguments) {
      return workspace
          .run(Command.of("git", "git").with(List.of(arguments)).in(directory), PATIENCE)
          .orThrow();
    }

    void commit(String message) {
      var _ = run("add", ".");
      var _ =
          run(
              "-c",
              "user.name=e2e",
              "-c",
              "user.email=e2e@localhost",
              "commit",
              "-q",
              "-m",
              message);
    }
  }
}
