package dev.laytime.activities.build.jib;

import dev.laytime.activities.build.BuildLines;
import dev.laytime.activities.build.Builder;
import dev.laytime.activities.build.Pulse;
import dev.laytime.activities.build.git.SourceRepository;
import dev.laytime.activities.source.PulsedWork;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.GitRepository;
import dev.laytime.image.Digest;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Builds in this process, by Jib. */
public final class JibBuilder implements Builder {

  private static final String PREFIX = "jib";

  /** No build lasts so long: the worker ended in the middle of it. */
  private static final Duration OLD = Duration.ofDays(2);

  private final Function<GitRepository, SourceRepository> sources;
  private final JibStrategy strategy;
  private final JibLimits limits;
  private final Path work;
  private final BuildLines lines;

  /**
   * A builder.
   *
   * @param sources the same for the same repository
   * @param work where directories are made, one for each build as long as it lasts
   * @param lines where it says what it does
   */
  public JibBuilder(
      Function<GitRepository, SourceRepository> sources,
      BuildImageStore store,
      JibLimits limits,
      Path work,
      BuildLines lines) {
    this.sources = sources;
    this.strategy = new JibStrategy(store);
    this.limits = limits;
    this.work = work;
    this.lines = lines;
  }

  @Override
  public Pushed build(BuildRequest request, Pulse pulse) {
    Path directory = directory(request);
    lines.begin(request.id());
    Consumer<String> says = line -> lines.say(request.id(), line);
    try {
      says.accept(
          "read %s of %s, commit %s"
              .formatted(
                  request.rule().recipe().file(),
                  request.source().name(),
                  request.source().commit()));
      Path files = Files.createDirectory(directory.resolve("files"));
      JibSource source =
          sources
              .apply(request.rule().git())
              .read(
                  request.rule(),
                  request.source(),
                  pulse,
                  tree -> JibSource.read(tree, request.rule().recipe().file(), limits, files));
      says.accept("layers of the source's files: " + source.layers().size());
      JibRequest made = new JibRequest(request.rule().recipe(), labels(request), request.to());
      return new Pushed(
          within(request, pulse, () -> strategy.build(source, made, directory, says)), List.of());
    } catch (IOException e) {
      throw trouble(request, e);
    } finally {
      Directories.remove(directory);
    }
  }

  private static Digest within(BuildRequest request, Runnable pulse, Callable<Digest> making) {
    Duration timeout = request.rule().recipe().timeout();
    try {
      // The interrupt that comes with it ends the build.
      return new PulsedWork(pulse, timeout).run("build " + request.image(), () -> {}, making);
    } catch (UnreadableException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new BuildException(
            BuildFailureKind.TIMEOUT, "not done after %d s".formatted(timeout.toSeconds()));
      }
      throw e;
    }
  }

  private static Map<String, String> labels(BuildRequest request) {
    return Map.of(
        "org.opencontainers.image.source", request.rule().git().url(),
        "org.opencontainers.image.revision", request.source().commit().value(),
        "org.opencontainers.image.version", String.valueOf(request.image().tag()));
  }

  private Path directory(BuildRequest request) {
    try {
      Directories.removeOld(Files.createDirectories(work), PREFIX, OLD);
      return Files.createTempDirectory(work, PREFIX);
    } catch (IOException e) {
      throw trouble(request, e);
    }
  }

  private static UnreadableException trouble(BuildRequest request, IOException e) {
    return new UnreadableException("build %s: %s".formatted(request.image(), e.getMessage()), e);
  }
}
