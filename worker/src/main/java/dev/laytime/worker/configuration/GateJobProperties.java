package dev.laytime.worker.configuration;

import dev.laytime.activities.gate.JobSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A Kubernetes Job that gates run.
 *
 * @param name by which gates name it
 * @param source the source of use whose cluster runs it; null for the only cluster
 * @param namespace where it runs
 * @param image what it runs
 * @param args of its entry point
 * @param user as whose number it runs; never 0
 * @param cpu that it is sure to get
 * @param memory that it gets and may not exceed
 * @param disk that it may fill
 * @param pullSecrets the names of Secrets to pull its image with
 */
public record GateJobProperties(
    @Nullable String name,
    @Nullable String source,
    @Nullable String namespace,
    @Nullable String image,
    @DefaultValue List<String> args,
    @DefaultValue("65532") long user,
    @DefaultValue("100m") String cpu,
    @DefaultValue("256Mi") String memory,
    @DefaultValue("1Gi") String disk,
    @DefaultValue List<String> pullSecrets) {

  /**
   * @throws IllegalArgumentException if one is missing, or it would run as root
   */
  public GateJobProperties {
    name = Require.name("jobs.name", name);
    source = Require.optional(source);
    namespace = Require.name("jobs.namespace", namespace);
    image = Require.text("jobs.image", image, "an image, as in registry.example.com/gates/smoke:1");
    args = List.copyOf(args);
    if (user <= 0) {
      throw new IllegalArgumentException(
          "job '%s': user: expected a number above 0: a gate never runs as root".formatted(name));
    }
    pullSecrets.forEach(secret -> Require.name("jobs.pull-secrets", secret));
    pullSecrets = List.copyOf(pullSecrets);
  }

  /** As what runs it takes it. */
  public JobSettings settings() {
    return new JobSettings(
        requiredName(),
        Require.name("jobs.namespace", namespace),
        Require.text("jobs.image", image, "an image"),
        args,
        user,
        cpu,
        memory,
        disk,
        pullSecrets);
  }

  /** The source of use whose cluster runs it. */
  SourceProperties cluster(List<SourceProperties> sources) {
    return Clusters.only("jobs.source", source, sources);
  }

  /** What it is called. */
  public String requiredName() {
    return Require.name("jobs.name", name);
  }
}
