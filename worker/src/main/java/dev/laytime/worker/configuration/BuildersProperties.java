package dev.laytime.worker.configuration;

import dev.laytime.activities.build.job.BuilderNodes;
import dev.laytime.activities.build.job.BuilderSettings;
import dev.laytime.activities.job.JobToleration;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Jobs build Dockerfiles, and with what.
 *
 * @param source the source of use whose cluster runs them; null for the only cluster, or where
 *     there is none for that of image-operator's objects
 * @param namespace where they run; null where none does
 * @param image our own
 * @param pushSecret the name of a Secret there with a login of workshops and of nothing else
 * @param pullSecrets the names of Secrets there to pull these images with
 * @param memory of each step of our own image, as Kubernetes writes it
 * @param deleteAfter how long a Job stays when it has ended
 * @param environment of each step
 * @param nodes {@code prefer} or {@code require} those of a Job's architecture; null for what is
 *     usual
 * @param tolerations taints of nodes that they run on all the same
 */
public record BuildersProperties(
    @Nullable String source,
    @Nullable String namespace,
    @Nullable String image,
    @Nullable String pushSecret,
    @DefaultValue List<String> pullSecrets,
    @DefaultValue("1Gi") String memory,
    @DefaultValue("1h") String deleteAfter,
    @Nullable String nodes,
    @DefaultValue List<TolerationProperties> tolerations,
    @DefaultValue KanikoProperties kaniko,
    @DefaultValue BuildKitProperties buildkit,
    @DefaultValue ProxyProperties environment) {

  /** What goes sooner may go before its end was seen. */
  private static final Duration SHORTEST_STAY = Duration.ofMinutes(1);

  private static final Duration LONGEST_STAY = Duration.ofDays(7);
  private static final Pattern QUANTITY = Pattern.compile("[1-9][0-9]{0,17}(k|M|G|Ki|Mi|Gi)?");

  /**
   * Kaniko.
   *
   * @param image with Kaniko as its entry point; null for the fork that is maintained
   */
  public record KanikoProperties(@Nullable String image) {}

  /**
   * BuildKit.
   *
   * @param image null for that of its makers
   * @param rootless whether it runs as user 1000 in a user namespace; otherwise it is privileged
   */
  public record BuildKitProperties(
      @Nullable String image, @DefaultValue("true") boolean rootless) {}

  /**
   * A taint, as Kubernetes writes it.
   *
   * @param key null for whatever it is called, with {@code Exists}
   * @param operator {@code Equal} or {@code Exists}
   * @param value null for none
   * @param effect null for each
   */
  public record TolerationProperties(
      @Nullable String key,
      @DefaultValue("Equal") String operator,
      @Nullable String value,
      @Nullable String effect) {

    private JobToleration toleration() {
      try {
        return new JobToleration(
            Require.optional(key),
            operator.strip(),
            Require.optional(value),
            Require.optional(effect));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("builders.tolerations." + e.getMessage());
      }
    }
  }

  /**
   * @throws IllegalArgumentException if a value is missing or not of its form
   */
  public BuildersProperties {
    source = Require.optional(source);
    namespace = Require.optional(namespace);
    image = Require.optional(image);
    pushSecret = Require.optional(pushSecret);
    pullSecrets.forEach(secret -> Require.name("builders.pull-secrets", secret));
    pullSecrets = List.copyOf(pullSecrets);
    nodes = Require.optional(nodes);
    tolerations = List.copyOf(tolerations);
    var _ = nodes(nodes, tolerations);
    if (!QUANTITY.matcher(memory).matches()) {
      throw new IllegalArgumentException(
          "builders.memory: expected a quantity, as in 768Mi or 1Gi, not '%s'".formatted(memory));
    }
    if (namespace != null) {
      var _ =
          settings(
              namespace,
              image,
              pushSecret,
              pullSecrets,
              memory,
              deleteAfter,
              kaniko,
              buildkit,
              environment,
              List.of());
    }
  }

  /**
   * @param pullSecrets what builders are to reach bases with
   * @throws IllegalArgumentException if one of them is a login of workshops
   */
  void check(Stream<String> pullSecrets) {
    BuilderSettings settings = settings(List.of());
    pullSecrets
        .map(settings::objection)
        .filter(objection -> !objection.isEmpty())
        .findFirst()
        .ifPresent(objection -> {
          throw new IllegalArgumentException("pull-" + objection);
        });
  }

  /** Whether there is anywhere to build. */
  public boolean enabled() {
    return namespace != null;
  }

  /**
   * The cluster in which they run: a source of use's, or where none is one, that of
   * image-operator's objects.
   *
   * @throws IllegalArgumentException if it is none, or one of many
   */
  ClusterProperties cluster(List<SourceProperties> sources, AdaptersProperties adapters) {
    ClusterProperties ofObjects =
        source == null && sources.stream().allMatch(each -> each.cluster() == null)
            ? adapters.clusterOfBuilders(sources)
            : null;
    return ofObjects == null
        ? Objects.requireNonNull(Clusters.only("builders.source", source, sources).cluster())
        : ofObjects;
  }

  /**
   * As builders take it.
   *
   * @param insecure registries that are spoken to without TLS
   */
  public BuilderSettings settings(List<String> insecure) {
    return settings(
            Require.name("builders.namespace", namespace),
            image,
            pushSecret,
            pullSecrets,
            memory,
            deleteAfter,
            kaniko,
            buildkit,
            environment,
            insecure)
        .on(nodes(nodes, tolerations));
  }

  private static BuilderNodes nodes(
      @Nullable String nodes, List<TolerationProperties> tolerations) {
    return new BuilderNodes(
        nodes == null ? null : Require.oneOf("builders.nodes", nodes, BuilderNodes.Choice.class),
        tolerations.stream().map(TolerationProperties::toleration).toList());
  }

  private static BuilderSettings settings(
      String namespace,
      @Nullable String image,
      @Nullable String pushSecret,
      List<String> pullSecrets,
      String memory,
      String deleteAfter,
      KanikoProperties kaniko,
      BuildKitProperties buildkit,
      ProxyProperties environment,
      List<String> insecure) {
    Duration stay = Require.duration("builders.delete-after", deleteAfter, LONGEST_STAY, "a week");
    return new BuilderSettings(
        Require.name("builders.namespace", namespace),
        reference(
            "builders.image",
            Require.text(
                "builders.image", image, "our own image, as in registry.test/laytime:0.1.0")),
        kaniko.image() == null
            ? BuilderSettings.KANIKO
            : reference("builders.kaniko.image", kaniko.image()),
        buildkit(buildkit),
        buildkit.rootless(),
        Require.text(
            "builders.push-secret",
            pushSecret,
            "the name of a Secret with a login of the workshops"),
        pullSecrets,
        insecure,
        memory,
        stay.compareTo(SHORTEST_STAY) < 0 ? SHORTEST_STAY : stay,
        environment.variables(),
        BuilderNodes.USUAL);
  }

  private static Reference buildkit(BuildKitProperties buildkit) {
    String image = buildkit.image();
    if (image != null) {
      return reference("builders.buildkit.image", image);
    }
    return buildkit.rootless() ? BuilderSettings.BUILDKIT_ROOTLESS : BuilderSettings.BUILDKIT;
  }

  private static Reference reference(String key, String text) {
    try {
      return Reference.parse(text);
    } catch (InvalidReferenceException e) {
      throw new IllegalArgumentException("%s: %s".formatted(key, e.getMessage()));
    }
  }
}
