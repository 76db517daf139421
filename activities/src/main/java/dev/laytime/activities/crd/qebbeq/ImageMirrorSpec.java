package dev.laytime.activities.crd.qebbeq;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where images below a prefix of the registry come from, in either of two shapes: {@code upstream}
 * and {@code prefix}, or, as Qebbeq's README has it, {@code upstreamRegistry} and {@code
 * repository}, which is called the same on both sides.
 *
 * @param prefix below the registry's host; with the host in front it means the same
 * @param repository null for all of the upstream registry
 * @param platforms which Qebbeq copied the first of; all are copied
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.upstream) != has(self.upstreamRegistry)",
    message =
        "expected exactly one of upstream (with prefix) and upstreamRegistry (with or without"
            + " repository)")
@ValidationRule(
    value = "has(self.upstream) == has(self.prefix)",
    message = "upstream and prefix belong together: docker.io below hub is prefix: hub")
@ValidationRule(
    value = "!has(self.repository) || has(self.upstreamRegistry)",
    message = "repository belongs to upstreamRegistry; beside upstream write prefix")
public record ImageMirrorSpec(
    @JsonPropertyDescription(
            "Upstream registry or full prefix (e.g. quay.io, gcr.io, or gcr.io/org)")
        @ValidationRule(
            value = "self.matches('^[^/@[:space:]]+(/[^/@[:space:]]+)*/?$')",
            message = "upstream: expected HOST[:PORT][/PATH] without scheme, as in quay.io/org")
        @Nullable String upstream,
    @JsonPropertyDescription(
            "Prefix to match in local image refs (e.g. foo/bar or oci.mydomain.com/foo/bar)."
                + " Longest prefix wins.")
        @Nullable String prefix,
    @JsonPropertyDescription("Upstream registry hostname (e.g. quay.io or gcr.io)")
        @ValidationRule(
            value = "self.matches('^[^/@[:space:]]+(/[^/@[:space:]]+)*/?$')",
            message = "upstreamRegistry: expected HOST[:PORT] without scheme, as in quay.io")
        @Nullable String upstreamRegistry,
    @JsonPropertyDescription(
            "Upstream repository path within the registry (e.g. org/name). When omitted, the mirror"
                + " applies to the entire registry.")
        @Nullable String repository,
    @JsonPropertyDescription(
            "Mirroring policy controlling when we attempt to fetch new tags/digests")
        @Nullable MirrorPolicy policy,
    @JsonPropertyDescription(
            "Desired platforms to mirror (e.g. [\"linux/amd64\", \"linux/arm64\"]). All platforms"
                + " are mirrored, whatever is listed.")
        List<String> platforms) {

  public ImageMirrorSpec {
    platforms = platforms == null ? List.of() : List.copyOf(platforms);
  }

  /**
   * Where its images are.
   *
   * @param host the registry's
   * @throws InvalidReferenceException if the prefix is none
   */
  RepositoryPrefix target(String host) {
    String path = trimmed(upstream == null ? repository : prefix);
    String below = path.equals(host) ? "" : path;
    String relative = below.startsWith(host + "/") ? below.substring(host.length() + 1) : below;
    return RepositoryPrefix.parse(relative.isEmpty() ? host : host + "/" + relative);
  }

  /**
   * Where they come from.
   *
   * @throws InvalidReferenceException if that is no place, or not said
   */
  RepositoryPrefix source() {
    if (upstream != null) {
      return RepositoryPrefix.parse(trimmed(upstream));
    }
    String path = trimmed(repository);
    String registry = trimmed(upstreamRegistry);
    return RepositoryPrefix.parse(path.isEmpty() ? registry : registry + "/" + path);
  }

  /** How often its source is polled; null where it is not. */
  @Nullable PollInterval polled() {
    return policy == null ? null : policy.interval();
  }

  /** Slashes at the ends mean nothing: what is below a prefix begins at a boundary anyway. */
  private static String trimmed(@Nullable String text) {
    String trimmed = text == null ? "" : text.strip();
    while (trimmed.startsWith("/")) {
      trimmed = trimmed.substring(1);
    }
    while (trimmed.endsWith("/")) {
      trimmed = trimmed.substring(0, trimmed.length() - 1);
    }
    return trimmed;
  }
}
