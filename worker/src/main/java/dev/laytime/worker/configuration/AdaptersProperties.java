package dev.laytime.worker.configuration;

import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.worker.ledger.AdapterSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Other projects' interfaces, each off unless it is configured.
 *
 * @param qebbeq null for off
 * @param imageOperator null for off
 * @param imagerepoMirror null for off
 */
public record AdaptersProperties(
    @Nullable QebbeqProperties qebbeq,
    @Nullable ImageOperatorProperties imageOperator,
    @Nullable ImagerepoMirrorProperties imagerepoMirror) {

  /** Whether objects of another project's kind are built. */
  boolean builds() {
    return imageOperator != null && imageOperator.builders() != null;
  }

  /** The cluster whose objects of another project's kind are built; null where none are. */
  @Nullable ClusterProperties clusterOfBuilders(List<SourceProperties> sources) {
    return imageOperator == null || imageOperator.builders() == null
        ? null
        : imageOperator.cluster(sources);
  }

  /** By which builders of those objects reach bases. */
  Stream<String> pullSecrets() {
    return imageOperator == null || imageOperator.builders() == null
        ? Stream.empty()
        : imageOperator.builders().allowed().stream()
            .flatMap(each -> Stream.ofNullable(each.pullSecret()));
  }

  /** Those that are on. */
  List<AdapterSettings> settings() {
    List<AdapterSettings> on = new ArrayList<>();
    if (qebbeq != null) {
      on.add(qebbeq.settings());
    }
    if (imageOperator != null) {
      on.add(imageOperator.settings());
    }
    if (imagerepoMirror != null) {
      on.add(imagerepoMirror.settings());
    }
    return on;
  }

  /** The stages, with those that an adapter needs and nobody configured. */
  List<StageProperties> stages(List<StageProperties> configured) {
    return qebbeq == null ? configured : qebbeq.stages(configured);
  }

  /** The sources of use, with those that an adapter needs and nobody configured. */
  List<SourceProperties> sources(List<SourceProperties> configured) {
    return qebbeq == null ? configured : qebbeq.sources(configured);
  }

  /** How registries are reached, with the logins that an adapter brings. */
  List<RegistrySettings> registries(List<RegistrySettings> configured) {
    return imagerepoMirror == null ? configured : imagerepoMirror.registries(configured);
  }

  /**
   * @throws IllegalArgumentException if an adapter has no cluster, or its environment is not of its
   *     form
   */
  void check(List<SourceProperties> sources) {
    if (qebbeq != null) {
      var _ = qebbeq.cluster(sources);
    }
    if (imageOperator != null) {
      var _ = imageOperator.cluster(sources);
      var _ = imageOperator.settings();
      var _ = imageOperator.copying();
    }
    if (imagerepoMirror != null) {
      var _ = imagerepoMirror.cluster(sources);
    }
  }
}
