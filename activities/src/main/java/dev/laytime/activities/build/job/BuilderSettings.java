package dev.laytime.activities.build.job;

import dev.laytime.build.BuildRule;
import dev.laytime.image.Reference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where Jobs build, and with what.
 *
 * @param namespace that they run in
 * @param image our own, which brings sources and takes images away
 * @param kaniko the image of Kaniko
 * @param buildkit the image of BuildKit, with a shell and {@code buildctl-daemonless.sh}
 * @param rootless whether BuildKit runs as user 1000 in a user namespace; otherwise it is
 *     privileged
 * @param pushSecret the name of a Secret of that namespace, of type {@code
 *     kubernetes.io/dockerconfigjson}, that may read and write a rule's workshop and nothing else;
 *     {@code {rule}} stands for the rule's name
 * @param pullSecrets the names of Secrets to pull these images with
 * @param insecure registries that builders speak to without TLS
 * @param memory of a step of our own image
 * @param kept how long a Job stays when it has ended
 * @param proxies variables of the environment that name the way to registries; anybody may read
 *     them
 * @param nodes that they run on
 */
public record BuilderSettings(
    String namespace,
    Reference image,
    Reference kaniko,
    Reference buildkit,
    boolean rootless,
    String pushSecret,
    List<String> pullSecrets,
    List<String> insecure,
    String memory,
    Duration kept,
    Map<String, String> proxies,
    BuilderNodes nodes) {

  /** The fork that is maintained. */
  public static final Reference KANIKO =
      Reference.parse("ghcr.io/osscontainertools/kaniko:v1.27.5");

  /** As root, where somebody says so. */
  public static final Reference BUILDKIT =
      Reference.parse(
          "docker.io/moby/buildkit:v0.33.1"
              + "@sha256:cec9f139f45e93c5c69c60f8b07cfad9f43f4ef6b6a6cd917527fea5ff2e3dea");

  /** The same without root. */
  public static final Reference BUILDKIT_ROOTLESS =
      Reference.parse(
          "docker.io/moby/buildkit:v0.33.1-rootless"
              + "@sha256:f8a833b2de9d68e27f0815e4a737abdfaf8a2e4c615650557df11025101557b4");

  /** A name with a dot or a long one needs no placeholder to go wrong. */
  private static final Pattern SECRET =
      Pattern.compile("([a-z0-9]|\\{rule})([a-z0-9.-]|\\{rule}){0,180}");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}");

  /** Where every registry is dialled, and on the nodes that are usual. */
  public BuilderSettings(
      String namespace,
      Reference image,
      Reference kaniko,
      Reference buildkit,
      boolean rootless,
      String pushSecret,
      List<String> pullSecrets,
      List<String> insecure,
      String memory,
      Duration kept) {
    this(
        namespace,
        image,
        kaniko,
        buildkit,
        rootless,
        pushSecret,
        pullSecrets,
        insecure,
        memory,
        kept,
        Map.of(),
        BuilderNodes.USUAL);
  }

  /**
   * @throws IllegalArgumentException if a part is malformed
   */
  public BuilderSettings {
    pullSecrets = List.copyOf(pullSecrets);
    insecure = List.copyOf(insecure);
    proxies = Map.copyOf(proxies);
    if (!SECRET.matcher(pushSecret).matches()) {
      throw new IllegalArgumentException(
          "push-secret '%s': expected the name of a Secret, in which {rule} may stand"
              .formatted(pushSecret));
    }
    for (String host : insecure) {
      if (!HOST.matcher(host).matches()) {
        throw new IllegalArgumentException("'%s': expected a registry's host".formatted(host));
      }
    }
  }

  /** The same on other nodes. */
  public BuilderSettings on(BuilderNodes others) {
    return new BuilderSettings(
        namespace,
        image,
        kaniko,
        buildkit,
        rootless,
        pushSecret,
        pullSecrets,
        insecure,
        memory,
        kept,
        proxies,
        others);
  }

  /**
   * Why a rule's builds are none for these builders; empty where they are. No Secret that a
   * workshop is reached with is given to a builder, whoever's it is.
   */
  public String objection(BuildRule rule) {
    return Stream.concat(
            rule.recipe().secrets().stream(), Stream.ofNullable(rule.recipe().pullSecret()))
        .map(this::objection)
        .filter(objection -> !objection.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Why a Secret is none that a builder may get; empty where it is. */
  public String objection(String secret) {
    return isPushSecret(secret)
        ? "secrets: %s is a login of workshops by builders.push-secret, which no builder gets"
            .formatted(secret)
        : "";
  }

  private boolean isPushSecret(String name) {
    String form =
        Arrays.stream(pushSecret.split("\\{rule}", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[a-z0-9.-]+"));
    return name.matches(form);
  }

  /** The Secret that a rule's workshop is reached with. */
  String pushSecret(BuildRule rule) {
    return pushSecret.replace("{rule}", rule.name());
  }
}
