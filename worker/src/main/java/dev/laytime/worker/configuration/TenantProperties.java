package dev.laytime.worker.configuration;

import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A namespace, and what its objects may speak of.
 *
 * @param prefixes of repositories, each {@code HOST[:PORT][/PATH]}
 * @param secrets of the namespace that its objects may have read
 * @param privateAddresses whether its sources of use may lead to private and loopback addresses
 * @param promotions what its paths of promotions may do
 * @param builds what its build rules may say
 */
public record TenantProperties(
    @Nullable String namespace,
    @DefaultValue List<String> prefixes,
    @DefaultValue List<String> secrets,
    @DefaultValue("false") boolean privateAddresses,
    @DefaultValue TenantPathsProperties promotions,
    @DefaultValue TenantBuildsProperties builds) {

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /**
   * @throws IllegalArgumentException if a value is missing or not of its form
   */
  public TenantProperties {
    namespace = Require.text("custom-resources.tenants.namespace", namespace, "a namespace");
    if (!NAMESPACE.matcher(namespace).matches()) {
      throw new IllegalArgumentException(
          "custom-resources.tenants.namespace: expected a namespace, not '%s'"
              .formatted(namespace));
    }
    if (prefixes.isEmpty()) {
      throw new IllegalArgumentException(
          "custom-resources.tenants.prefixes: expected at least one for namespace '%s'"
              .formatted(namespace));
    }
    prefixes.forEach(prefix -> Require.prefix("custom-resources.tenants.prefixes", prefix));
    prefixes = List.copyOf(prefixes);
    secrets.forEach(secret -> Require.name("custom-resources.tenants.secrets", secret));
    secrets = List.copyOf(secrets);
  }

  /** Whose objects they are. */
  public String requiredNamespace() {
    return Require.text("custom-resources.tenants.namespace", namespace, "a namespace");
  }

  /**
   * What its paths of promotions and its build rules are judged by, in one text. What is not said
   * is not in it: a setting that is new, and that nobody has used yet, leaves it as it was.
   */
  String judgedBy() {
    return Stream.of(
            judgedBy("prefixes", repositories().stream().map(String::valueOf).toList()),
            promotions.judgedBy(),
            builds.judgedBy())
        .flatMap(said -> said)
        .collect(Collectors.joining(" "));
  }

  static Stream<String> judgedBy(String what, List<String> values) {
    return values.isEmpty()
        ? Stream.empty()
        : Stream.of(
            what + "=" + values.stream().distinct().sorted().collect(Collectors.joining(",")));
  }

  /** What they may speak of. */
  public List<RepositoryPrefix> repositories() {
    return prefixes.stream()
        .map(prefix -> Require.prefix("custom-resources.tenants.prefixes", prefix))
        .toList();
  }
}
