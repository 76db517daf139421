package dev.laytime.worker.configuration;

import dev.laytime.build.BuildStrategy;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a namespace's build rules may say; nothing is fetched for them that is not named.
 *
 * @param git patterns of the URLs that they may have fetched
 * @param bases patterns of the repositories that images may be made on
 * @param strategies by which they may build
 * @param perHour how many builds by a rule may begin in an hour, at most
 * @param pullSecret the name of a Secret, in the builders' namespace and of this tenant alone, with
 *     logins of bases and of the cache; null for none
 * @param most what each of them may use
 */
public record TenantBuildsProperties(
    @DefaultValue List<String> git,
    @DefaultValue List<String> bases,
    @DefaultValue("jib") List<String> strategies,
    @DefaultValue("10") int perHour,
    @Nullable String pullSecret,
    @DefaultValue TenantMostProperties most) {

  private static final String KEY = "custom-resources.tenants.builds.";
  private static final int MOST = 1000;
  private static final Pattern HOST = Pattern.compile("https://[A-Za-z0-9.:-]+/.+");

  /**
   * @throws IllegalArgumentException if a value is not of its form
   */
  public TenantBuildsProperties {
    git = Require.patterns(KEY + "git", git);
    git.forEach(TenantBuildsProperties::requireHost);
    bases = Require.patterns(KEY + "bases", bases);
    strategies.forEach(each -> Require.oneOf(KEY + "strategies", each, BuildStrategy.class));
    strategies = List.copyOf(strategies);
    pullSecret = Require.optional(pullSecret);
    if (pullSecret != null) {
      pullSecret = Require.name(KEY + "pull-secret", pullSecret);
    }
    if (perHour < 0 || perHour > MOST) {
      throw new IllegalArgumentException(
          "%sper-hour: expected 0 to %d, not %d".formatted(KEY, MOST, perHour));
    }
  }

  /**
   * All of it in the words of {@link TenantProperties#judgedBy()}; nothing where none may build.
   */
  Stream<String> judgedBy() {
    return git.isEmpty()
        ? Stream.empty()
        : Stream.of(
                TenantProperties.judgedBy("build-git", git),
                TenantProperties.judgedBy("build-bases", bases),
                TenantProperties.judgedBy("build-strategies", strategies),
                TenantProperties.judgedBy("builds-per-hour", List.of(String.valueOf(perHour))),
                TenantProperties.judgedBy(
                    "build-pull-secret", pullSecret == null ? List.of() : List.of(pullSecret)),
                most.judgedBy())
            .flatMap(said -> said);
  }

  /** Who names a server for others has it in full: no name of theirs leads elsewhere. */
  private static void requireHost(String pattern) {
    if (!HOST.matcher(pattern).matches()) {
      throw new IllegalArgumentException(
          "%sgit: expected https://HOST/PATTERN, the host in full, not '%s'"
              .formatted(KEY, pattern));
    }
  }
}
