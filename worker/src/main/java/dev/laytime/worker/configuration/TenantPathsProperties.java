package dev.laytime.worker.configuration;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a namespace's paths of promotions may do; nothing that is not named.
 *
 * @param from the stages that they may lead from
 * @param to the stages that they may lead to
 * @param jobs that their gates may run
 * @param gitTargets that they may have written
 */
public record TenantPathsProperties(
    @DefaultValue List<String> from,
    @DefaultValue List<String> to,
    @DefaultValue List<String> jobs,
    @DefaultValue List<String> gitTargets) {

  private static final String KEY = "custom-resources.tenants.promotions.";

  /**
   * @throws IllegalArgumentException if one is no name
   */
  public TenantPathsProperties {
    from = names("from", from);
    to = names("to", to);
    jobs = names("jobs", jobs);
    gitTargets = names("git-targets", gitTargets);
  }

  /** All of it in the words of {@link TenantProperties#judgedBy()}. */
  Stream<String> judgedBy() {
    return Stream.of(
            TenantProperties.judgedBy("from", from),
            TenantProperties.judgedBy("to", to),
            TenantProperties.judgedBy("jobs", jobs),
            TenantProperties.judgedBy("git-targets", gitTargets))
        .flatMap(Function.identity());
  }

  private static List<String> names(String key, List<String> names) {
    names.forEach(name -> Require.name(KEY + key, name));
    return List.copyOf(names);
  }
}
