package dev.laytime.worker.configuration;

import dev.laytime.activities.crd.imageoperator.OnTheFly;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is done about images that Pods cannot have.
 *
 * @param registry {@code HOST[:PORT][/PATH]}: only images below it are looked for on Docker Hub
 * @param namespaces patterns of the namespaces whose Pods count
 */
public record OnTheFlyProperties(
    @Nullable String registry, @DefaultValue("*") List<String> namespaces) {

  /**
   * @throws IllegalArgumentException if a value is missing or not of its form
   */
  public OnTheFlyProperties {
    var _ = Require.prefix("copy-on-the-fly.registry", registry);
    namespaces = Require.patterns("copy-on-the-fly.namespaces", namespaces);
  }

  OnTheFly settings(String namespace) {
    return new OnTheFly(
        namespaces, Require.prefix("copy-on-the-fly.registry", registry), namespace);
  }
}
