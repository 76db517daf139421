package dev.laytime.activities.build.job;

import dev.laytime.activities.build.BuildTexts;
import dev.laytime.activities.build.Builder;
import dev.laytime.activities.build.git.SourceRepository;
import dev.laytime.activities.job.JobOutcome;
import dev.laytime.activities.job.JobRequest;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activities.source.PulsedWork;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRepository;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds by Jobs of a cluster, of Kaniko or of BuildKit. Who asks for a build that is underway gets
 * the Job that does it, whoever began it.
 */
public final class JobBuilder implements Builder {

  private static final Logger log = LoggerFactory.getLogger(JobBuilder.class);

  /** Besides its own time, to bring its source and to be looked at. */
  private static final Duration AROUND = Duration.ofMinutes(10);

  private final Function<GitRepository, SourceRepository> sources;
  private final BuildTexts texts;
  private final Workshop workshop;
  private final Jobs jobs;
  private final BuilderSettings settings;
  private final BuilderImages images;
  private final SourceLimits limits;
  private final Path work;

  /** A builder of what is in Git alone. */
  public JobBuilder(
      Function<GitRepository, SourceRepository> sources,
      Workshop workshop,
      Jobs jobs,
      BuilderSettings settings,
      SourceLimits limits,
      Path work) {
    this(
        sources,
        _ -> Optional.empty(),
        workshop,
        jobs,
        settings,
        BuilderImages.forgetful(),
        limits,
        work);
  }

  /**
   * A builder.
   *
   * @param sources the same for the same repository
   * @param jobs of the cluster that they run in
   * @param images what builders' tags were first
   * @param work where a directory is made for each source that is brought
   */
  public JobBuilder(
      Function<GitRepository, SourceRepository> sources,
      BuildTexts texts,
      Workshop workshop,
      Jobs jobs,
      BuilderSettings settings,
      BuilderImages.Memory images,
      SourceLimits limits,
      Path work) {
    this.sources = sources;
    this.texts = texts;
    this.workshop = workshop;
    this.jobs = jobs;
    this.settings = settings;
    this.images = new BuilderImages(workshop, images);
    this.limits = limits;
    this.work = work;
  }

  @Override
  public Digest build(BuildRequest request, Runnable pulse) {
    String objection = settings.objection(request.rule());
    if (!objection.isEmpty()) {
      throw new BuildException(BuildFailureKind.NOT_ALLOWED, objection);
    }
    Path archive = file(request);
    try {
      write(request, archive, pulse);
      return new PulsedWork(pulse, request.rule().recipe().timeout().plus(AROUND))
          .run(
              "build " + request.image(),
              // The interrupt that comes with it leaves the Jobs to whoever asks next.
              () -> {},
              () -> build(request, archive));
    } finally {
      remove(archive);
    }
  }

  @Override
  public void callOff(BuildRequest request) {
    for (Platform platform : BuildJob.platforms(request.rule().recipe())) {
      callOff(BuildJob.id(request, platform).objectName());
    }
  }

  private void callOff(String job) {
    try {
      jobs.cancel(settings.namespace(), job, BuildJob.KIND);
    } catch (IOException e) {
      // It writes no tag that anybody uses, and its deadline ends it.
      log.warn("a Job goes on that nobody wants job={} cause={}", job, e.getMessage());
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
      throw new UnreadableException("build %s: %s".formatted(request.image(), e.getMessage()), e);
    }
  }

  private Digest build(BuildRequest request, Path archive)
      throws IOException, InterruptedException {
    List<JobRequest> requests = requests(request, archive);
    List<Digest> digests = new ArrayList<>();
    List<JobRequest> others = new ArrayList<>(requests);
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<Digest>> running =
          requests.stream().map(each -> executor.submit(() -> run(request, each))).toList();
      for (Future<Digest> each : running) {
        var _ = others.removeFirst();
        digests.add(each.get());
      }
    } catch (ExecutionException e) {
      executor.shutdownNow();
      // One that is just being made is to be seen.
      var _ = executor.awaitTermination(1, TimeUnit.MINUTES);
      throw failed(others, e.getCause());
    } finally {
      executor.shutdownNow();
    }
    if (digests.size() == 1) {
      return digests.getFirst();
    }
    List<Platform> platforms = request.rule().recipe().platforms();
    List<Workshop.Part> parts = new ArrayList<>();
    for (int i = 0; i < digests.size(); i++) {
      parts.add(new Workshop.Part(platforms.get(i), digests.get(i)));
    }
    return workshop.join(parts, request.to());
  }

  /** The one that failed stays as its cluster keeps it: a worker that dies now learns it anew. */
  private IOException failed(List<JobRequest> others, @Nullable Throwable cause)
      throws InterruptedException {
    return switch (cause) {
      case BuildException known -> {
        // They would build for nobody.
        others.forEach(other -> callOff(other.name()));
        throw known;
      }
      case IOException trouble -> trouble;
      case InterruptedException interrupt -> throw interrupt;
      case null -> new IOException("it is not known why");
      default -> new IOException(cause.toString(), cause);
    };
  }

  private List<JobRequest> requests(BuildRequest request, Path archive) throws IOException {
    BuildRecipe recipe = request.rule().recipe();
    Reference image =
        recipe.strategy() == BuildStrategy.KANIKO ? settings.kaniko() : settings.buildkit();
    Source source =
        new Source(
            request.to().pinned(workshop.put(archive, request.to())), Digests.ofFile(archive));
    String builder = images.pinned(image);
    String own = own();
    Map<String, String> files = workshop.way(request.to(), BuildJob.WAY);
    return BuildJob.platforms(recipe).stream()
        .map(platform ->
            new BuildJob(request, platform, source, settings, builder, own, files).asRequest())
        .toList();
  }

  /** Whoever moves its tag has the worker's own: what it is now counts. */
  private String own() throws IOException {
    Reference image = settings.image();
    return image.digest() != null
        ? image.text()
        : image.repository().pinned(workshop.resolve(image)).text();
  }

  private Digest run(BuildRequest request, JobRequest job)
      throws IOException, InterruptedException {
    JobOutcome outcome = jobs.run(job, () -> {});
    if (JobEnd.isOfAnother(outcome)) {
      // What was begun by a rule as it was before is not what this one asks for.
      jobs.cancel(job);
      outcome = jobs.run(job, () -> {});
    }
    Digest digest;
    try {
      digest = JobEnd.digest(outcome);
    } catch (IOException untold) {
      // Its Pod went before anybody read what it left: another attempt would learn no more.
      jobs.cancel(job);
      throw untold;
    }
    if (!workshop.has(request.to(), digest)) {
      jobs.cancel(job);
      throw new IOException("%s has no %s, which its Job pushed".formatted(request.to(), digest));
    }
    log.info("built by a Job job={}/{} digest={}", job.namespace(), job.name(), digest);
    return digest;
  }

  private Path file(BuildRequest request) {
    try {
      return Files.createTempFile(Files.createDirectories(work), "source", ".tar.gz");
    } catch (IOException e) {
      throw new UnreadableException("build %s: %s".formatted(request.image(), e.getMessage()), e);
    }
  }

  private static void remove(Path archive) {
    try {
      Files.deleteIfExists(archive);
    } catch (IOException e) {
      log.warn("a source's archive stays file={} cause={}", archive, e.getMessage());
    }
  }
}
