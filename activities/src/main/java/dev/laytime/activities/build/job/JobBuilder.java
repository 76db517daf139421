package dev.laytime.activities.build.job;

import dev.laytime.activities.build.BuildTexts;
import dev.laytime.activities.build.Builder;
import dev.laytime.activities.build.Pulse;
import dev.laytime.activities.build.git.SourceRepository;
import dev.laytime.activities.job.JobClaim;
import dev.laytime.activities.job.JobOutcome;
import dev.laytime.activities.job.JobRequest;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activities.job.SecretFiles;
import dev.laytime.activities.source.PulsedWork;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRepository;
import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
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
  private static final Duration AROUND = Duration.ofMinutes(25);

  private final BuildArchives archives;
  private final Workshop workshop;
  private final Jobs jobs;
  private final BuilderSettings settings;
  private final BuilderImages images;

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
    this.archives = new BuildArchives(sources, texts, limits, work);
    this.workshop = workshop;
    this.jobs = jobs;
    this.settings = settings;
    this.images = new BuilderImages(workshop, images);
  }

  /** What another worker began needs nothing any more but to be waited for. */
  @Override
  public Pushed build(BuildRequest request, Pulse pulse) {
    String objection = settings.objection(request.rule());
    if (!objection.isEmpty()) {
      throw new BuildException(BuildFailureKind.NOT_ALLOWED, objection);
    }
    if (within(request, pulse, () -> isUnderway(request))) {
      return within(request, pulse.elsewhere(), () -> build(request, List.of()));
    }
    Path archive = archives.write(request, pulse);
    try {
      return within(request, pulse.elsewhere(), () -> build(request, requests(request, archive)));
    } finally {
      BuildArchives.remove(archive);
    }
  }

  private static <T> T within(BuildRequest request, Runnable pulse, Callable<T> work) {
    return new PulsedWork(pulse, request.rule().recipe().timeout().plus(AROUND))
        .run(
            "build " + request.image(),
            // The interrupt that comes with it leaves the Jobs to whoever asks next.
            () -> {},
            work);
  }

  @Override
  public void callOff(BuildRequest request) {
    List<IOException> troubles = new ArrayList<>();
    for (Platform platform : BuildJob.platforms(request.rule().recipe())) {
      try {
        callOff(BuildJob.id(request, platform).objectName());
      } catch (IOException e) {
        troubles.add(e);
      }
    }
    if (!troubles.isEmpty()) {
      IOException first = troubles.getFirst();
      throw new UnreadableException("end what builds " + request.image(), first);
    }
  }

  private void callOff(String job) throws IOException {
    jobs.cancel(settings.namespace(), job, BuildJob.KIND);
  }

  private boolean isUnderway(BuildRequest request) throws IOException {
    for (JobClaim claim : claims(request)) {
      if (!jobs.has(claim)) {
        return false;
      }
    }
    return true;
  }

  private List<JobClaim> claims(BuildRequest request) throws IOException {
    SecretFiles files = BuildJob.files(request, settings, way(request), authorities());
    return BuildJob.platforms(request.rule().recipe()).stream()
        .map(platform ->
            new JobClaim(
                settings.namespace(),
                BuildJob.id(request, platform).objectName(),
                BuildJob.KIND,
                BuildJob.asked(request, platform),
                String.valueOf(request.attempt()),
                files))
        .toList();
  }

  private Map<String, String> way(BuildRequest request) throws IOException {
    return workshop.way(request.to(), BuildJob.WAY);
  }

  private Authorities authorities() throws IOException {
    return new Authorities(workshop.authorities());
  }

  /**
   * What a Job came to.
   *
   * @param by the image that it was built by; null where the Job is gone by now
   */
  private record Part(Digest digest, @Nullable Reference by) {}

  /** Whoever made the Job, and whatever would be taken for the next. */
  private @Nullable Reference by(JobClaim claim) throws IOException {
    String image = jobs.image(claim, BuildJob.BUILD).orElse("");
    try {
      return image.isEmpty() ? null : Reference.parse(image);
    } catch (InvalidReferenceException _) {
      return null;
    }
  }

  /**
   * Builds.
   *
   * @param requests a Job for each platform; none where all are there
   */
  private Pushed build(BuildRequest request, List<JobRequest> requests)
      throws IOException, InterruptedException {
    List<JobClaim> claims = claims(request);
    List<Future<Part>> running = new ArrayList<>();
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    try {
      CompletionService<Part> over = new ExecutorCompletionService<>(executor);
      for (int i = 0; i < claims.size(); i++) {
        JobClaim claim = claims.get(i);
        JobRequest job = requests.isEmpty() ? null : requests.get(i);
        running.add(over.submit(() -> run(request, claim, job)));
      }
      for (JobClaim _ : claims) {
        var _ = over.take().get();
      }
    } catch (ExecutionException e) {
      executor.shutdownNow();
      // One that is just being made is to be seen.
      var _ = executor.awaitTermination(1, TimeUnit.MINUTES);
      throw failed(claims, running, e.getCause());
    } finally {
      executor.shutdownNow();
    }
    List<Part> parts = running.stream().map(Future::resultNow).toList();
    return new Pushed(
        whole(request, parts),
        parts.stream().flatMap(part -> Stream.ofNullable(part.by())).distinct().toList());
  }

  private Digest whole(BuildRequest request, List<Part> parts) throws IOException {
    if (parts.size() == 1) {
      return parts.getFirst().digest();
    }
    List<Platform> platforms = request.rule().recipe().platforms();
    List<Workshop.Part> members = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      members.add(new Workshop.Part(platforms.get(i), parts.get(i).digest()));
    }
    return workshop.join(members, request.to());
  }

  /**
   * What failed stays as its cluster keeps it: a worker that dies now learns it anew. So does what
   * is done, where the same is tried again; the others would build for nobody.
   */
  private IOException failed(
      List<JobClaim> claims, List<Future<Part>> ends, @Nullable Throwable cause)
      throws InterruptedException {
    return switch (cause) {
      case BuildException known -> {
        for (int i = 0; i < claims.size(); i++) {
          boolean stays =
              switch (ends.get(i).state()) {
                case SUCCESS -> known.failure().kind().retryable();
                case FAILED -> ends.get(i).exceptionNow() instanceof BuildException;
                case RUNNING, CANCELLED -> false;
              };
          if (!stays) {
            leave(claims.get(i));
          }
        }
        throw known;
      }
      case IOException trouble -> trouble;
      case InterruptedException interrupt -> throw interrupt;
      case null -> new IOException("it is not known why");
      default -> new IOException(cause.toString(), cause);
    };
  }

  private void leave(JobClaim other) {
    try {
      callOff(other.name());
    } catch (IOException e) {
      // It writes no tag that anybody uses, and its deadline ends it.
      log.warn("a Job goes on that nobody wants job={} cause={}", other.name(), e.getMessage());
    }
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
    Map<String, String> files = way(request);
    Authorities authorities = authorities();
    return BuildJob.platforms(recipe).stream()
        .map(platform ->
            new BuildJob(request, platform, source, settings, builder, own, files, authorities)
                .asRequest())
        .toList();
  }

  /** Whoever moves its tag has the worker's own: what it is now counts. */
  private String own() throws IOException {
    Reference image = settings.image();
    return image.digest() != null
        ? image.text()
        : image.repository().pinned(workshop.resolve(image)).text();
  }

  private JobOutcome outcome(JobClaim claim, @Nullable JobRequest job)
      throws IOException, InterruptedException {
    Optional<JobOutcome> known = jobs.resume(claim, () -> {});
    if (known.isPresent()) {
      return known.get();
    }
    if (job == null) {
      throw new IOException("Job %s went".formatted(claim.name()));
    }
    JobOutcome outcome = jobs.run(job, () -> {});
    if (JobEnd.isOfAnother(outcome)) {
      // What was begun by a rule as it was before is not what this one asks for.
      jobs.cancel(job);
      outcome = jobs.run(job, () -> {});
    }
    return outcome;
  }

  private Part run(BuildRequest request, JobClaim claim, @Nullable JobRequest job)
      throws IOException, InterruptedException {
    JobOutcome outcome = outcome(claim, job);
    Digest digest;
    try {
      digest = JobEnd.digest(outcome, request, claim.name(), settings.nodes());
    } catch (IOException untold) {
      // Its Pod went before anybody read what it left: another attempt would learn no more.
      callOff(claim.name());
      throw untold;
    }
    if (!workshop.has(request.to(), digest)) {
      callOff(claim.name());
      throw new IOException("%s has no %s, which its Job pushed".formatted(request.to(), digest));
    }
    log.info("built by a Job job={}/{} digest={}", claim.namespace(), claim.name(), digest);
    return new Part(digest, by(claim));
  }
}
