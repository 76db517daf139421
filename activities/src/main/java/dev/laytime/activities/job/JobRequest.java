package dev.laytime.activities.job;

import dev.laytime.image.Sha256;
import java.time.Duration;
import java.util.Map;

/**
 * One piece of work in a Pod of its own. It is tried once: who wants more asks again.
 *
 * @param namespace where it is done
 * @param name the same for the same work, so that it is found again: {@link #named}
 * @param kind of work, as in {@code copy}: a Job of that name of another kind is somebody else's
 * @param annotations what people should see of it; never a secret
 * @param pod what is run
 * @param deadline how long it may take in all, waiting for its Pod included
 * @param kept how long it stays when it has ended
 */
public record JobRequest(
    String namespace,
    String name,
    String kind,
    Map<String, String> annotations,
    JobPod pod,
    Duration deadline,
    Duration kept) {

  /**
   * The annotation that tells attempts apart, by whoever counts them: a Job that failed in the same
   * one is its answer. Without it, each failure is of an earlier attempt.
   */
  public static final String ATTEMPT = "laytime.dev/attempt";

  /** The annotation that says for what a Job was made: {@link #hash}. */
  public static final String ASKED = "laytime.dev/asked";

  private static final int DIGITS = 20;

  /** Whose it is comes after it, and the name of a Job is a label of its Pod. */
  private static final int LONGEST_NAME = 54;

  /**
   * @throws IllegalArgumentException if it cannot be called so
   */
  public JobRequest {
    if (name.length() > LONGEST_NAME || !name.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?")) {
      throw new IllegalArgumentException("No name of a Job: " + name);
    }
    annotations = Map.copyOf(annotations);
  }

  /** The same, with a Pod that somebody marks. */
  public JobRequest marked(PodMarks others) {
    return new JobRequest(namespace, name, kind, annotations, pod.marked(others), deadline, kept);
  }

  /**
   * What a Job is called that does something.
   *
   * @param prefix for people
   * @param parts what tells the work from any other
   */
  public static String named(String prefix, String... parts) {
    return prefix + "-" + hash(parts);
  }

  /** The same for the same parts, and for no others. */
  public static String hash(String... parts) {
    return Sha256.name(DIGITS, (Object[]) parts);
  }
}
