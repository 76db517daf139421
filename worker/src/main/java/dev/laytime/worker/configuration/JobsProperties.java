package dev.laytime.worker.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Jobs of our own image.
 *
 * @param image ours, as in {@code registry.example.com/laytime:0.1.0}
 * @param namespace where they run; null for that of the worker
 * @param pullSecrets the names of Secrets of that namespace to pull the image with
 * @param deleteAfter how long one stays when it has ended
 * @param deadline how long one may take in all
 * @param memory of each, as Kubernetes writes it
 */
public record JobsProperties(
    @Nullable String image,
    @Nullable String namespace,
    @DefaultValue List<String> pullSecrets,
    @DefaultValue("10s") String deleteAfter,
    @DefaultValue("1h") String deadline,
    @DefaultValue("1Gi") String memory) {

  /** What goes sooner may go before its end was seen. */
  private static final Duration SHORTEST_STAY = Duration.ofSeconds(30);

  /** Within what a poll's copies may take. */
  private static final Duration LONGEST = Duration.ofHours(5);

  private static final Pattern QUANTITY = Pattern.compile("[1-9][0-9]{0,17}(k|M|G|Ki|Mi|Gi)?");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern IMAGE = Pattern.compile("[^\\s\"'\\\\]{1,400}");

  /**
   * @throws IllegalArgumentException if a value is not of its form
   */
  public JobsProperties {
    image = Require.optional(image);
    matching("jobs.image", image, IMAGE, "an image, as in registry.example.com/laytime:0.1.0");
    namespace = Require.optional(namespace);
    matching("jobs.namespace", namespace, LABEL, "a namespace");
    for (String secret : pullSecrets) {
      matching("jobs.pull-secrets", secret, NAME, "names of Secrets");
    }
    pullSecrets = List.copyOf(pullSecrets);
    var _ = Require.duration("jobs.delete-after", deleteAfter);
    var _ =
        Require.duration(
            "jobs.deadline", deadline, LONGEST, "a poll does not wait longer for a copy");
    matching("jobs.memory", memory, QUANTITY, "a quantity, as in 768Mi or 1Gi");
  }

  private static void matching(String key, @Nullable String value, Pattern form, String expected) {
    if (value != null && !form.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s: expected %s, not '%s'".formatted(key, expected, value));
    }
  }

  /**
   * The image.
   *
   * @throws IllegalArgumentException if nobody named it
   */
  public String requiredImage() {
    return Require.text(
        "jobs.image", image, "our image with `isolation: job`, as in registry.test/laytime:0.1.0");
  }

  /**
   * Where they run.
   *
   * @param environment of this process
   * @throws IllegalArgumentException if nobody said so, and it does not run in a cluster
   */
  public String namespace(Map<String, String> environment) {
    return ControllerNamespace.found(namespace, environment)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "jobs.namespace: expected a namespace, as this worker runs in none"));
  }

  /** How long one stays. */
  public Duration stay() {
    Duration said = Require.duration("jobs.delete-after", deleteAfter);
    return said.compareTo(SHORTEST_STAY) < 0 ? SHORTEST_STAY : said;
  }

  /** How long one may take. */
  public Duration longest() {
    return Require.duration("jobs.deadline", deadline);
  }
}
