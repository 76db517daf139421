package dev.laytime.activities.build.job;

import dev.laytime.activities.build.git.SourceRepository;
import dev.laytime.activities.build.git.SourceSettings;
import dev.laytime.activities.source.GitPlace;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.SampleRepository;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.GitCommit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A source of this disk. */
final class SourceBench implements AutoCloseable {

  private final Path directory;
  private final SampleRepository source;
  private String commit = "";
  private int archives;

  SourceBench(Path directory) throws IOException {
    this.directory = directory;
    source = new SampleRepository(directory.resolve("source.git"));
  }

  SampleRepository source() {
    return source;
  }

  GitCommit commit() throws IOException {
    commit = source.commit("main");
    return new GitCommit(commit);
  }

  SourceRepository repository() {
    return new SourceRepository(
        new SourceSettings(
            new GitPlace(directory.resolve("source.git").toUri(), null),
            directory.resolve("cache"),
            Duration.ofMinutes(1),
            SourceSettings.USUAL),
        GitProxies.NONE);
  }

  Path archive(BuildRecipe recipe, SourceLimits limits) {
    Path to = directory.resolve("archive%d.tar.gz".formatted(++archives));
    BuildRequest request = Samples.request(recipe, new GitCommit(commit));
    return repository()
        .read(
            request.rule(),
            request.source(),
            () -> {},
            tree -> {
              SourceArchive.write(tree, recipe, limits, to);
              return to;
            });
  }

  @Override
  public void close() {
    source.close();
  }
}
