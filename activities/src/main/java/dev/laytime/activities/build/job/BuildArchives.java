package dev.laytime.activities.build.job;

import dev.laytime.activities.build.BuildTexts;
import dev.laytime.activities.build.git.SourceRepository;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildSource;
import dev.laytime.build.GitRepository;
import dev.laytime.image.Digest;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sources as archives, each in a file for as long as it is brought somewhere.
 *
 * @param sources the same for the same repository
 * @param work where these files are
 */
record BuildArchives(
    Function<GitRepository, SourceRepository> sources,
    BuildTexts texts,
    SourceLimits limits,
    Path work) {

  private static final Logger log = LoggerFactory.getLogger(BuildArchives.class);

  /** Writes what was proven; whoever takes it removes it. */
  Path write(BuildRequest request, Runnable pulse) {
    Path archive = file(request);
    boolean written = false;
    try {
      write(request, archive, pulse);
      written = true;
      return archive;
    } finally {
      if (!written) {
        remove(archive);
      }
    }
  }

  private void write(BuildRequest request, Path archive, Runnable pulse) {
    switch (request.rule().source()) {
      case BuildSource.Git(var repository, _, _) -> {
        Path _ =
            sources
                .apply(repository)
                .read(
                    request.rule(),
                    request.source(),
                    pulse,
                    tree -> {
                      SourceArchive.write(tree, request.rule().recipe(), limits, archive);
                      return archive;
                    });
      }
      case BuildSource.Text _ -> writeText(request, archive);
    }
  }

  /** What was resolved counts: the rule may build of another text by now. */
  private void writeText(BuildRequest request, Path archive) {
    Digest digest = Digest.of("sha256", request.source().commit().value());
    try {
      TextArchive.write(
          texts
              .text(digest)
              .orElseThrow(() ->
                  new BuildException(
                      BuildFailureKind.CANCELLED,
                      "nothing is built of text %s any more".formatted(digest))),
          archive);
    } catch (IOException | LedgerUnavailableException e) {
      throw trouble(request, e);
    }
  }

  private Path file(BuildRequest request) {
    try {
      return Files.createTempFile(Files.createDirectories(work), "source", ".tar.gz");
    } catch (IOException e) {
      throw trouble(request, e);
    }
  }

  private static UnreadableException trouble(BuildRequest request, Exception e) {
    return new UnreadableException("build %s: %s".formatted(request.image(), e.getMessage()), e);
  }

  static void remove(Path archive) {
    try {
      Files.deleteIfExists(archive);
    } catch (IOException e) {
      log.warn("a source's archive stays file={} cause={}", archive, e.getMessage());
    }
  }
}
