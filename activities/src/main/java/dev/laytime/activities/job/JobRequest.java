package dev.laytime.activities.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
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

  private static final int DIGITS = 20;
  private static final int LONGEST_NAME = 63;

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
    try {
      byte[] text = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return prefix + "-" + HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
