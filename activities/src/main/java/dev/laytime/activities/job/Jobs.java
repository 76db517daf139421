package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has work done as Jobs of one cluster. Who asks for work that is underway gets the Job that does
 * it, whoever began it: a worker that was killed leaves it to the next.
 */
public final class Jobs {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /** So long a server that does not answer is waited for. */
  private static final Duration OUTAGE = Duration.ofMinutes(1);

  /** After so many looks credentials are read anew. */
  private static final int LOOKS = 100;

  private static final int MOST_WAITS = 30;
  private static final int CONFLICT = 409;
  private static final int FORBIDDEN = 403;
  private static final int THROTTLED = 429;
  private static final int FIRST_OUTAGE = 500;
  private static final int SUFFIX = 6;

  private final JobApi.Way cluster;
  private final JobTicks ticks;
  private final JobOwner owner;

  /** Of a cluster. */
  public Jobs(JobApi.Way cluster, JobTicks ticks, JobOwner owner) {
    this.cluster = cluster;
    this.ticks = ticks;
    this.owner = owner;
  }

  /**
   * What a Job is called in its cluster.
   *
   * @param given as {@link JobRequest#name} has it
   * @throws IOException if it is not known whose it is
   */
  public String name(String given) throws IOException {
    return key("", given, "").name();
  }

  private JobKey key(String namespace, String given, String kind) throws IOException {
    return JobKey.of(namespace, given, kind, owner.id());
  }

  /**
   * Does work, or waits for what does it. A Job of an earlier attempt that failed is taken away
   * first. An interrupt ends the waiting, never the Job: see {@link #cancel}.
   *
   * @param seen whenever its cluster has told how it stands
   * @return how it ended; it stays for as long as the request says
   * @throws IOException if its cluster does not answer: it may be underway
   */
  public JobOutcome run(JobRequest request, Runnable seen)
      throws IOException, InterruptedException {
    JobKey key = key(request.namespace(), request.name(), request.kind());
    JobOutcome refusal;
    try (JobApi api = cluster.open()) {
      refusal = ensure(new JobObjects(api, key), key, request);
    }
    return refusal == null ? await(key, seen) : refusal;
  }

  /**
   * Whether a Job is there that was made for the same, and goes on or tells how that ended. Which
   * images its steps are of does not matter: whoever would make it now may be of another version.
   *
   * @throws IOException if its cluster does not answer
   */
  public boolean has(JobClaim claim) throws IOException {
    JobKey key = key(claim.namespace(), claim.name(), claim.kind());
    try (JobApi api = cluster.open()) {
      return find(new JobObjects(api, key), key, claim).isPresent();
    }
  }

  /**
   * Waits for such a Job as {@link #run} does.
   *
   * @return empty where there is none
   */
  public Optional<JobOutcome> resume(JobClaim claim, Runnable seen)
      throws IOException, InterruptedException {
    JobKey key = key(claim.namespace(), claim.name(), claim.kind());
    try (JobApi api = cluster.open()) {
      JobObjects objects = new JobObjects(api, key);
      Optional<JsonNode> job = find(objects, key, claim);
      if (job.isEmpty()) {
        return Optional.empty();
      }
      if (!(objects.standing(job.get()) instanceof JobStanding.Over)) {
        JobOutcome refusal = give(objects, key, claim.secret(), job.get());
        if (refusal != null) {
          return Optional.of(refusal);
        }
      }
    }
    return Optional.of(await(key, seen));
  }

  private static Optional<JsonNode> find(JobObjects objects, JobKey key, JobClaim claim)
      throws IOException {
    Optional<JsonNode> job =
        objects
            .find()
            .filter(found ->
                key.fits(found) && annotation(found, JobRequest.ASKED).equals(claim.asked()));
    return job.isPresent()
            && hasFailed(objects, job.get())
            && !annotation(job.get(), JobRequest.ATTEMPT).equals(claim.attempt())
        ? Optional.empty()
        : job;
  }

  /**
   * Has a Job go, underway or not, with its Pod. One that is not there, or is somebody else's, does
   * no harm.
   *
   * @throws IOException if its cluster does not answer, or refuses
   */
  public void cancel(JobRequest request) throws IOException {
    cancel(request.namespace(), request.name(), request.kind());
  }

  /** The same, where nothing else is known of it. */
  public void cancel(String namespace, String name, String kind) throws IOException {
    JobKey key = key(namespace, name, kind);
    try (JobApi api = cluster.open()) {
      JobObjects objects = new JobObjects(api, key);
      Optional<JsonNode> job = objects.find();
      if (job.isPresent() && key.fits(job.get())) {
        objects.remove(JobObjects.uid(job.get()));
      }
    }
  }

  /**
   * The end of what a step of a Job has said so far.
   *
   * @return empty where there is no such Job of ours, or its step has not begun
   * @throws IOException if its cluster does not answer
   */
  public String said(String namespace, String name, String kind, String step, int lines)
      throws IOException {
    JobKey key = key(namespace, name, kind);
    try (JobApi api = cluster.open()) {
      JobObjects objects = new JobObjects(api, key);
      Optional<JsonNode> job = objects.find().filter(key::fits);
      return job.isEmpty() ? "" : objects.said(job.get(), step, lines);
    }
  }

  /**
   * The image that a step of such a Job runs.
   *
   * @return empty where there is none any more
   * @throws IOException if its cluster does not answer
   */
  public Optional<String> image(JobClaim claim, String step) throws IOException {
    JobKey key = key(claim.namespace(), claim.name(), claim.kind());
    try (JobApi api = cluster.open()) {
      return find(new JobObjects(api, key), key, claim).flatMap(job -> imageOf(job, step));
    }
  }

  private static Optional<String> imageOf(JsonNode job, String step) {
    JsonNode pod = job.path("spec").path("template").path("spec");
    for (String kind : List.of("initContainers", "containers")) {
      for (JsonNode container : pod.path(kind)) {
        if (container.path("name").asText().equals(step)) {
          return Optional.of(container.path("image").asText());
        }
      }
    }
    return Optional.empty();
  }

  /** Finds the Job, or makes it; answers why there is none. */
  private @Nullable JobOutcome ensure(JobObjects objects, JobKey key, JobRequest request)
      throws IOException, InterruptedException {
    SecretFiles files = request.pod().secret();
    Optional<JsonNode> found = objects.find();
    if (found.isPresent()
        && key.fits(found.get())
        && hasFailed(objects, found.get())
        && !isOfThisAttempt(found.get(), request)) {
      remove(objects, found.get());
      found = Optional.empty();
    }
    if (found.isEmpty()) {
      String secret =
          "%s-%s".formatted(key.name(), UUID.randomUUID().toString().substring(0, SUFFIX));
      JobApi.Answer made = objects.create(JobManifest.job(key, request, secret));
      if (made.isOk()) {
        return give(objects, key, files, made.body());
      }
      if (made.status() != CONFLICT) {
        return refused("make Job " + key.name(), made);
      }
      found = objects.find();
    }
    JsonNode job = found.orElseThrow(() -> new IOException("Job %s went".formatted(key.name())));
    if (!key.fits(job) || !JobManifest.isOf(job, request)) {
      return new JobOutcome.Failed(
          JobFailure.TAKEN, "there is a Job %s that is not ours".formatted(key.name()), "");
    }
    return objects.standing(job) instanceof JobStanding.Over
        ? null
        : give(objects, key, files, job);
  }

  private static boolean hasFailed(JobObjects objects, JsonNode job) throws IOException {
    return objects.standing(job) instanceof JobStanding.Over(JobOutcome.Failed _, _);
  }

  private static boolean isOfThisAttempt(JsonNode job, JobRequest request) {
    String attempt = request.annotations().get(JobRequest.ATTEMPT);
    return attempt != null && annotation(job, JobRequest.ATTEMPT).equals(attempt);
  }

  private static String annotation(JsonNode job, String name) {
    return job.path("metadata").path("annotations").path(name).asText();
  }

  /**
   * Gives a Job its Secret, if it has none yet: who made it may have died in between. Its Pod waits
   * for it until the deadline.
   */
  private static @Nullable JobOutcome give(
      JobObjects objects, JobKey key, @Nullable SecretFiles files, JsonNode job)
      throws IOException {
    if (files == null) {
      return null;
    }
    String uid = JobObjects.uid(job);
    JobApi.Answer made = objects.createSecret(JobManifest.secret(key, files, secretOf(job), uid));
    if (made.isOk() || made.status() == CONFLICT) {
      return null;
    }
    objects.remove(uid);
    return refused("make the Secret of Job " + key.name(), made);
  }

  private static String secretOf(JsonNode job) {
    JsonNode volumes = job.path("spec").path("template").path("spec").path("volumes");
    for (JsonNode volume : volumes) {
      // What is projected is somebody else's.
      String name = volume.path(PodManifest.SECRET).path("secretName").asText();
      if (!name.isEmpty()) {
        return name;
      }
    }
    return "";
  }

  private static JobOutcome refused(String what, JobApi.Answer answer) throws IOException {
    String said = "%s: %s".formatted(what, answer.refusal());
    if (answer.status() == THROTTLED || answer.status() >= FIRST_OUTAGE) {
      throw new IOException(said);
    }
    boolean quota = said.contains("exceeded quota");
    boolean right = said.toLowerCase(Locale.ROOT).contains("cannot create resource");
    return new JobOutcome.Failed(
        quota
            ? JobFailure.QUOTA
            : answer.status() == FORBIDDEN && right ? JobFailure.FORBIDDEN : JobFailure.REFUSED,
        JobReading.line(said),
        "");
  }

  private void remove(JobObjects objects, JsonNode job) throws IOException, InterruptedException {
    String uid = JobObjects.uid(job);
    objects.remove(uid);
    for (int i = 0; i < MOST_WAITS; i++) {
      if (objects.find().filter(now -> JobObjects.uid(now).equals(uid)).isEmpty()) {
        return;
      }
      ticks.pause(LOOK_EVERY);
    }
    throw new IOException("an earlier Job %s does not go".formatted(job.at("/metadata/name")));
  }

  private JobOutcome await(JobKey key, Runnable seen) throws IOException, InterruptedException {
    Waiting waiting = new Waiting();
    long answered = ticks.nanos();
    while (true) {
      try (JobApi api = cluster.open()) {
        JobObjects objects = new JobObjects(api, key);
        for (int i = 0; i < LOOKS; i++) {
          JobOutcome outcome = look(objects, key, waiting);
          answered = ticks.nanos();
          seen.run();
          if (outcome != null) {
            return outcome;
          }
          ticks.pause(LOOK_EVERY);
        }
      } catch (IOException e) {
        if (ticks.nanos() - answered > OUTAGE.toNanos()) {
          throw e;
        }
        ticks.pause(LOOK_EVERY);
      }
    }
  }

  private @Nullable JobOutcome look(JobObjects objects, JobKey key, Waiting waiting)
      throws IOException {
    Optional<JsonNode> job = objects.find();
    if (job.isEmpty()) {
      return new JobOutcome.Failed(
          JobFailure.GONE, "Job %s is not there any more".formatted(key.name()), "");
    }
    return switch (objects.standing(job.get())) {
      case JobStanding.Underway _ -> waiting.passed();
      case JobStanding.Hindered hindered -> {
        JobOutcome given = waiting.hindered(hindered, ticks.nanos());
        if (given != null) {
          objects.remove(JobObjects.uid(job.get()));
        }
        yield given;
      }
      case JobStanding.Over(JobOutcome.Failed failed, var pod) when failed.log().isEmpty() ->
          failed.withLog(objects.logTail(pod, failed.step()));
      case JobStanding.Over(var outcome, _) -> outcome;
    };
  }

  /** For how long something has been in the way. */
  private static final class Waiting {

    private @Nullable JobFailure failure;
    private long since;

    @Nullable JobOutcome passed() {
      failure = null;
      return null;
    }

    @Nullable JobOutcome hindered(JobStanding.Hindered now, long at) {
      if (failure != now.failure()) {
        failure = now.failure();
        since = at;
      }
      return at - since >= now.failure().patience().toNanos()
          ? new JobOutcome.Failed(now.failure(), now.said(), "")
          : null;
    }
  }
}
