package dev.laytime.activities.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work in a Pod of its own. It is tried once: who wants more asks again.
 *
 * @param namespace where it is done
 * @param name the same for the same work, so that it is found again: {@link #named}
 * @param kind of work, as in {@code copy}: a Job of that name of another kind is somebody else's
 * @param annotations what people should see of it; never a secret
 * @param image that is run
 * @param arguments of its entry point; never a secret
 * @param environment likewise
 * @param secret files that it alone has; null for none
 * @param scratch directories that it may write to
 * @param pullSecrets the names of Secrets to pull the image with
 * @param deadline how long it may take in all, waiting for its Pod included
 * @param kept how long it stays when it has ended
 * @param marks what somebody wants its Pod to have
 */
public record JobRequest(
    String namespace,
    String name,
    String kind,
    Map<String, String> annotations,
    String image,
    List<String> arguments,
    Map<String, String> environment,
    @Nullable SecretFiles secret,
    List<String> scratch,
    JobResources resources,
    PodSecurity security,
    List<String> pullSecrets,
    Duration deadline,
    Duration kept,
    PodMarks marks) {

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
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    scratch = List.copyOf(scratch);
    pullSecrets = List.copyOf(pullSecrets);
  }

  /** One whose Pod has what we mark it with. */
  public JobRequest(
      String namespace,
      String name,
      String kind,
      Map<String, String> annotations,
      String image,
      List<String> arguments,
      Map<String, String> environment,
      @Nullable SecretFiles secret,
      List<String> scratch,
      JobResources resources,
      PodSecurity security,
      List<String> pullSecrets,
      Duration deadline,
      Duration kept) {
    this(
        namespace,
        name,
        kind,
        annotations,
        image,
        arguments,
        environment,
        secret,
        scratch,
        resources,
        security,
        pullSecrets,
        deadline,
        kept,
        PodMarks.NONE);
  }

  /** The same, with a Pod that somebody marks. */
  public JobRequest marked(PodMarks others) {
    return new JobRequest(
        namespace,
        name,
        kind,
        annotations,
        image,
        arguments,
        environment,
        secret,
        scratch,
        resources,
        security,
        pullSecrets,
        deadline,
        kept,
        others);
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
