package dev.laytime.e2e.bench.builds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/**
 * A Git repository of a shop's pages; tag {@code v0} is the first commit, each next one another.
 */
final class Pages {

  private static final int BYTES = 20_000;

  private final Path directory;
  private final Random random = new Random(1);

  /**
   * A new one.
   *
   * @param dockerfile empty for none
   */
  Pages(Path directory, int files, String dockerfile) {
    this.directory = directory;
    if (!dockerfile.isEmpty()) {
      write("Dockerfile", dockerfile.getBytes(StandardCharsets.UTF_8));
    }
    write(
        ".laytime/image.yaml",
        """
        from: scratch
        layers:
          - files: web/**
            to: /srv
        entrypoint: [/srv/serve]
        """
            .getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < files; i++) {
      page(i);
    }
    commit(0);
  }

  /** As a rule names it. */
  String url() {
    return directory.resolve(".git").toUri().toString().replaceFirst("^file:/+", "file:///");
  }

  /** Changes a page; the next tag. */
  void change(int number) {
    page(0);
    commit(number);
  }

  private void page(int number) {
    byte[] content = new byte[BYTES];
    random.nextBytes(content);
    write("web/%d.html".formatted(number), content);
  }

  private void commit(int number) {
    try (Git git = Git.init().setInitialBranch("main").setDirectory(directory.toFile()).call()) {
      var _ = git.add().addFilepattern(".").call();
      var _ =
          git.commit()
              .setMessage("change")
              .setAuthor("A", "a@example.org")
              .setCommitter("A", "a@example.org")
              .setSign(false)
              .call();
      var _ = git.tag().setName("v" + number).setAnnotated(false).call();
    } catch (GitAPIException e) {
      throw new IllegalStateException("Commit", e);
    }
  }

  private void write(String name, byte[] content) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + name, e);
    }
  }
}
