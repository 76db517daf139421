package dev.laytime.worker.configuration;

import dev.laytime.activities.usage.cluster.ImagePath;
import dev.laytime.activities.usage.cluster.WatchedKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A kind of custom resource that names images.
 *
 * @param resource its plural and its group, as in {@code rollouts.argoproj.io}
 * @param images where they are, besides Pod specs at any depth
 */
public record KindProperties(@Nullable String resource, @DefaultValue List<String> images) {

  /**
   * @throws IllegalArgumentException if the resource or a path is not of its form
   */
  public KindProperties {
    images = List.copyOf(images);
    var _ = kind(resource, images);
  }

  WatchedKind kind() {
    return kind(resource, images);
  }

  private static WatchedKind kind(@Nullable String resource, List<String> images) {
    String text =
        Require.text(
            "cluster.kinds.resource", resource, "plural and group, as in rollouts.argoproj.io");
    return WatchedKind.parse(
        text, images.stream().map(ImagePath::parse).toList(), WatchedKind.Demand.NAMED);
  }
}
