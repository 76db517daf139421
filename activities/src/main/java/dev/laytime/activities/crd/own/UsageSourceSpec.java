package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that names images.
 *
 * @param cluster a live cluster, or null
 * @param git a Git repository of manifests, or null
 * @param scanEvery null for 5 minutes
 * @param suspend whether it is not scanned
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.cluster) != has(self.git)",
    message = "expected exactly one of cluster and git")
public record UsageSourceSpec(
    @JsonPropertyDescription("A live cluster") @Nullable ClusterSpec cluster,
    @JsonPropertyDescription("A Git repository of manifests") @Nullable GitSpec git,
    @Size(max = 20)
        @ValidationRule(value = Forms.TIME, message = "scanEvery: " + Forms.A_TIME)
        @ValidationRule(
            value = UsageSourceSpec.SELDOM,
            message = "scanEvery: " + UsageSourceSpec.AT_LEAST)
        @JsonPropertyDescription("From one scan's start to the next (default: 5m)")
        @Nullable String scanEvery,
    @JsonPropertyDescription("With true it is not scanned; what it named last still keeps")
        @Nullable Boolean suspend) {

  static final Duration SHORTEST = Duration.ofMinutes(1);

  /** Whatever is scanned takes the turn of what others wait for. */
  static final String SELDOM =
      "self.matches('^0*([1-9][0-9]*(m|h|d)|([6-9][0-9]|[1-9][0-9][0-9]+)s"
          + "|([6-9][0-9]{4}|[1-9][0-9]{5,})ms)$')";

  static final String AT_LEAST = "expected at least 1m";

  /** The Secret that it is read with; null for none. */
  @Nullable SecretKeySpec secret() {
    if (cluster != null) {
      return cluster.secretRef();
    }
    return git == null ? null : git.secretRef();
  }
}
