package dev.laytime.activities.job;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What runs in the Pod of a Job: one step after the other, each when the one before it succeeded.
 *
 * @param before the steps before the last
 * @param main the last, whose message the Job's outcome is
 * @param secret files that it alone has; null for none
 * @param pullSecrets the names of Secrets to pull images with
 * @param marks what somebody wants it to have
 * @param nodes that it runs on
 */
public record JobPod(
    List<JobStep> before,
    JobStep main,
    @Nullable SecretFiles secret,
    List<String> pullSecrets,
    PodMarks marks,
    JobNodes nodes) {

  public JobPod {
    before = List.copyOf(before);
    pullSecrets = List.copyOf(pullSecrets);
  }

  /** One that runs a single step, and has what we mark it with. */
  public static JobPod of(JobStep step, @Nullable SecretFiles secret, List<String> pullSecrets) {
    return new JobPod(List.of(), step, secret, pullSecrets, PodMarks.NONE, JobNodes.ANY);
  }

  /** All steps in their order. */
  public Stream<JobStep> steps() {
    return Stream.concat(before.stream(), Stream.of(main));
  }

  /** The same, with a Pod that somebody marks. */
  public JobPod marked(PodMarks others) {
    return new JobPod(before, main, secret, pullSecrets, others, nodes);
  }
}
