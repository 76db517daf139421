package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import java.util.List;
import java.util.function.Consumer;

/** The releases that Helm remembers in a namespace, to roll back to. */
final class HelmHistory {

  /** Of Secrets of up to 1 MiB each. */
  private static final int PAGE = 8;

  private final String source;
  private final ClusterApi api;
  private final Runnable pulse;
  private final Consumer<String> gaps;

  /**
   * @param gaps takes what cannot be read
   */
  HelmHistory(String source, ClusterApi api, Runnable pulse, Consumer<String> gaps) {
    this.source = source;
    this.api = api;
    this.pulse = pulse;
    this.gaps = gaps;
  }

  /** What its revisions name. */
  List<NamedImage> in(String namespace) {
    try {
      return new PagedList(api, pulse, PAGE)
          .read(releases(namespace), secret -> named(namespace, secret));
    } catch (PagedList.IncompleteException e) {
      gaps.accept("Helm releases in namespace %s: %s".formatted(namespace, e.getMessage()));
      return List.of();
    }
  }

  private static String releases(String namespace) {
    return "/api/v1/namespaces/" + namespace + "/secrets?labelSelector=owner%3Dhelm";
  }

  private List<NamedImage> named(String namespace, JsonNode secret) {
    if (!secret.path("type").asText().equals(HelmRevision.TYPE)) {
      return List.of();
    }
    HelmRevision revision = HelmRevision.of(secret);
    if (!revision.whole()) {
      gaps.accept(
          "revision %s of Helm release %s/%s cannot be read"
              .formatted(revision.number(), namespace, revision.release()));
    }
    Usage usage = usage(namespace, revision);
    return revision.images().stream().map(image -> new NamedImage(image, usage)).toList();
  }

  private Usage usage(String namespace, HelmRevision revision) {
    return new Usage(
        source,
        HelmRevision.TYPE,
        "Release",
        namespace,
        revision.release(),
        null,
        revision.reason(),
        "revision " + revision.number());
  }
}
