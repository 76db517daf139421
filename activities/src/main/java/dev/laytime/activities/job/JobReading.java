package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a cluster's objects say of a Job. Pure: it asks nobody. */
final class JobReading {

  private static final Set<String> DONE = Set.of("Complete", "SuccessCriteriaMet");
  private static final Set<String> NOT_DONE = Set.of("Failed", "FailureTarget");
  private static final Set<String> UNPULLED =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed");
  private static final Set<String> NEVER_PULLED = Set.of("InvalidImageName", "ErrImageNeverPull");
  private static final Set<String> NOT_MADE =
      Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");
  private static final Set<String> NOT_STARTED = Set.of("ContainerCannotRun", "StartError");

  /** Of a shell, or of a runtime: there is no such program, or it is none. */
  private static final Set<Integer> NO_PROGRAM = Set.of(126, 127, 128);

  /** How a kubelet says that a Pod used more than its own limits; a node in want says it else. */
  private static final Pattern OWN_LIMIT =
      Pattern.compile(
          "ephemeral local storage usage exceeds the total limit"
              + "|exceeded its local ephemeral storage limit"
              + "|Usage of EmptyDir volume .+ exceeds the limit");

  /** What a Job says of itself whose time is over, and a Pod of itself. */
  private static final String LATE = "DeadlineExceeded";

  private static final String NOT_DONE_IN_TIME = "it was not done in time";

  private static final int LONGEST = 300;
  private static final int LONGEST_LOG = 2000;

  private JobReading() {}

  /**
   * How a Job stands.
   *
   * @param pods its own, the newest last
   * @param refusals what the cluster said when it would not make its Pod, or cannot mount what that
   *     needs
   */
  static JobStanding of(JsonNode job, List<JsonNode> pods, List<String> refusals) {
    JsonNode whole = pods.isEmpty() ? null : pods.getLast();
    JsonNode pod = whole == null ? null : OwnContainers.of(job, whole);
    for (JsonNode condition : job.path("status").path("conditions")) {
      String type = condition.path("type").asText();
      if (condition.path("status").asText().equals("True")) {
        if (DONE.contains(type)) {
          return new JobStanding.Over(
              new JobOutcome.Succeeded(pod == null ? "" : message(pod)), null);
        }
        if (NOT_DONE.contains(type)) {
          JobOutcome outcome = failed(condition, pod, hindered(whole, refusals));
          return new JobStanding.Over(judged(outcome, job, pod), speaker(pod));
        }
      }
    }
    JobStanding.Hindered hindered = hindered(whole, refusals);
    return hindered == null ? new JobStanding.Underway() : hindered;
  }

  private static JobOutcome failed(
      JsonNode condition, @Nullable JsonNode pod, JobStanding.@Nullable Hindered hindered) {
    if (condition.path("reason").asText().equals(LATE)) {
      return new JobOutcome.Failed(
          hindered == null ? JobFailure.DEADLINE : hindered.failure(),
          hindered == null ? NOT_DONE_IN_TIME : "it never began: %s".formatted(hindered.said()),
          pod == null ? "" : log(message(pod)),
          pod == null ? "" : step(pod).path("name").asText());
    }
    if (pod == null) {
      return new JobOutcome.Failed(JobFailure.DISRUPTED, "its Pod is not there any more", "");
    }
    return failed(pod);
  }

  private static JobOutcome failed(JsonNode pod) {
    String step = step(pod).path("name").asText();
    JobOutcome.Failed failed = failedIn(pod);
    return new JobOutcome.Failed(failed.failure(), failed.said(), failed.log(), step);
  }

  private static JobOutcome.Failed failedIn(JsonNode pod) {
    JsonNode end = container(pod).path("terminated");
    String reason = end.path("reason").asText();
    int code = end.path("exitCode").asInt();
    String log = log(message(pod));
    if (reason.equals("OOMKilled")) {
      return new JobOutcome.Failed(
          JobFailure.OUT_OF_MEMORY, "it was killed for want of memory", log);
    }
    JsonNode status = pod.path("status");
    if (status.path("reason").asText().equals(LATE)) {
      JsonNode waiting = container(pod).path("waiting");
      JobFailure hindrance = failure(waiting.path("reason").asText());
      return hindrance == null
          ? new JobOutcome.Failed(JobFailure.DEADLINE, NOT_DONE_IN_TIME, log)
          : new JobOutcome.Failed(hindrance, neverBegan(said(waiting)), log);
    }
    if (status.path("reason").asText().equals("Evicted")) {
      boolean own = OWN_LIMIT.matcher(status.path("message").asText()).find();
      return new JobOutcome.Failed(
          own ? JobFailure.DISK : JobFailure.EVICTED,
          "its Pod was evicted: " + line(status.path("message")),
          log);
    }
    if (isDisrupted(pod)) {
      return new JobOutcome.Failed(JobFailure.DISRUPTED, "its Pod was taken away", log);
    }
    if (NOT_STARTED.contains(reason) || NO_PROGRAM.contains(code)) {
      return new JobOutcome.Failed(
          JobFailure.IMAGE, "its program cannot be started: " + line(end.path("message")), log);
    }
    return new JobOutcome.Failed(
        JobFailure.PROGRAM,
        end.isMissingNode() ? "its Pod failed" : "its program ended with exit code " + code,
        log);
  }

  /** What the exit code of our own program means; others may end as they like. */
  private static JobOutcome judged(JobOutcome outcome, JsonNode job, @Nullable JsonNode pod) {
    return pod != null
            && outcome instanceof JobOutcome.Failed(var failure, var said, var log, var step)
            && failure == JobFailure.PROGRAM
            && container(pod).path("terminated").path("exitCode").asInt() == CopyStep.LATER
            && OwnContainers.runsOurStep(job, step)
        ? new JobOutcome.Failed(JobFailure.LATER, said, log, step)
        : outcome;
  }

  private static String neverBegan(String why) {
    return "it never began: " + why;
  }

  private static String said(JsonNode waiting) {
    return waiting.path("reason").asText() + ": " + line(waiting.path("message"));
  }

  private static boolean isDisrupted(JsonNode pod) {
    for (JsonNode condition : pod.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("DisruptionTarget")
          && condition.path("status").asText().equals("True")) {
        return true;
      }
    }
    return pod.path("metadata").has("deletionTimestamp");
  }

  private static JobStanding.@Nullable Hindered hindered(
      @Nullable JsonNode pod, List<String> refusals) {
    if (pod == null) {
      return refusals.isEmpty() ? null : refused(refusals.getLast());
    }
    if (!pod.path("status").path("phase").asText().equals("Pending")) {
      return null;
    }
    // Also a container that somebody put beside ours keeps it from starting.
    for (String kind : List.of("initContainerStatuses", "containerStatuses")) {
      for (JsonNode status : pod.path("status").path(kind)) {
        JsonNode waiting = status.path("state").path("waiting");
        JobFailure failure = failure(waiting.path("reason").asText());
        if (failure != null) {
          return new JobStanding.Hindered(failure, said(waiting));
        }
      }
    }
    JobStanding.Hindered unscheduled = unscheduled(pod);
    return unscheduled != null || refusals.isEmpty()
        ? unscheduled
        : new JobStanding.Hindered(
            JobFailure.UNMOUNTED, "what it needs cannot be mounted: " + line(refusals.getLast()));
  }

  private static @Nullable JobFailure failure(String reason) {
    return UNPULLED.contains(reason)
        ? JobFailure.IMAGE_PULL
        : NEVER_PULLED.contains(reason)
            ? JobFailure.IMAGE
            : NOT_MADE.contains(reason) ? JobFailure.REFUSED : null;
  }

  private static JobStanding.@Nullable Hindered unscheduled(JsonNode pod) {
    for (JsonNode condition : pod.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("PodScheduled")
          && condition.path("status").asText().equals("False")) {
        return new JobStanding.Hindered(
            JobFailure.UNSCHEDULABLE, "no node takes it: " + line(condition.path("message")));
      }
    }
    return null;
  }

  /** A quota is in the way for a time, what the cluster asks of Pods for good. */
  static JobStanding.Hindered refused(String said) {
    return new JobStanding.Hindered(
        said.contains("exceeded quota") ? JobFailure.QUOTA : JobFailure.REFUSED, line(said));
  }

  /** Whose log may have something; null where no step was begun. */
  private static @Nullable String speaker(@Nullable JsonNode pod) {
    return pod == null || container(pod).has("waiting")
        ? null
        : pod.path("metadata").path("name").asText();
  }

  private static JsonNode container(JsonNode pod) {
    return step(pod).path("state");
  }

  /** The step that it stands at: the first that has not succeeded, or else the last. */
  private static JsonNode step(JsonNode pod) {
    JsonNode status = pod.path("status");
    for (JsonNode before : status.path("initContainerStatuses")) {
      JsonNode end = before.path("state").path("terminated");
      if (end.isMissingNode() || end.path("exitCode").asInt() != 0) {
        return before;
      }
    }
    return status.path("containerStatuses").path(0);
  }

  /** What the program left for us. */
  private static String message(JsonNode pod) {
    return container(pod).path("terminated").path("message").asText();
  }

  private static String line(JsonNode text) {
    return line(text.asText());
  }

  static String line(String text) {
    String one = text.strip().replaceAll("\\s+", " ");
    return one.length() <= LONGEST ? one : one.substring(0, LONGEST) + "…";
  }

  /** The end of a log, without what would move a cursor. */
  static String log(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "").strip();
    return plain.length() <= LONGEST_LOG ? plain : plain.substring(plain.length() - LONGEST_LOG);
  }
}
