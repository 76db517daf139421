package dev.laytime.worker.configuration;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.StageSettings;
import dev.laytime.workflow.RepositoryReaper;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A stage: a registry, or a part of one, whose images have lives.
 *
 * @param name fit for a workflow id
 * @param prefix {@code HOST[:PORT][/PATH]}
 * @param aliases other prefixes by which sources of use know the same repositories
 * @param deletion {@code observe-only}, or {@code enabled} once a person wants it so
 * @param externalDelete patterns of repositories below the prefix whose external images may be
 *     deleted; empty for none
 * @param gracePeriod from last seen in use to quarantine, as in {@code 14d}
 * @param quarantine from quarantine to deletion
 * @param sweepEvery from one sweep's start to the next
 * @param reaperWindow how long removals in one repository are gathered, at most {@link
 *     RepositoryReaper#LONGEST_WINDOW}
 * @param vouchedBy the sources whose word counts; empty for all
 * @param breaker the bounds to what leaves
 * @param retention what stays longer
 * @param eventsTokenFile holds the bearer token with which its registry tells of pulls; relative to
 *     the configuration file, null where it does not
 */
public record StageProperties(
    @Nullable String name,
    @Nullable String prefix,
    @DefaultValue List<String> aliases,
    @DefaultValue("observe-only") String deletion,
    @DefaultValue List<String> externalDelete,
    @DefaultValue("14d") String gracePeriod,
    @DefaultValue("7d") String quarantine,
    @DefaultValue("1h") String sweepEvery,
    @DefaultValue("1m") String reaperWindow,
    @DefaultValue List<String> vouchedBy,
    @DefaultValue BreakerProperties breaker,
    @DefaultValue List<RetentionProperties> retention,
    @Nullable String eventsTokenFile) {

  private static final String ENABLED = "enabled";
  private static final String OBSERVE_ONLY = "observe-only";

  /**
   * @throws IllegalArgumentException if a value is missing or not of its form
   */
  public StageProperties {
    name = Require.name("name", name);
    var _ = Require.prefix("prefix", prefix);
    if (!deletion.equals(ENABLED) && !deletion.equals(OBSERVE_ONLY)) {
      throw new IllegalArgumentException(
          "deletion: expected %s or %s, not '%s'".formatted(OBSERVE_ONLY, ENABLED, deletion));
    }
    for (String alias : aliases) {
      if (Require.prefix("aliases", alias).equals(Require.prefix("prefix", prefix))) {
        throw new IllegalArgumentException("aliases: '%s' is the prefix itself".formatted(alias));
      }
    }
    aliases = List.copyOf(aliases);
    externalDelete = Require.patterns("external-delete", externalDelete);
    var _ = Require.duration("grace-period", gracePeriod);
    var _ = Require.duration("quarantine", quarantine);
    var _ = Require.duration("sweep-every", sweepEvery);
    var _ = window(reaperWindow);
    vouchedBy.forEach(source -> Require.name("vouched-by", source));
    if (new HashSet<>(vouchedBy).size() < vouchedBy.size()) {
      throw new IllegalArgumentException("vouched-by: expected each source once");
    }
    vouchedBy = List.copyOf(vouchedBy);
    retention = List.copyOf(retention);
    eventsTokenFile = Require.optional(eventsTokenFile);
    if (eventsTokenFile == null
        && retention.stream().anyMatch(RetentionProperties::asksWhoPulled)) {
      throw new IllegalArgumentException(
          "retention: pulled-within needs events-token-file, as only the registry can tell who"
              + " pulled; docs/how-to/keep-what-is-pulled.md says how");
    }
  }

  /** What is called so. */
  public String requiredName() {
    return Require.name("name", name);
  }

  /** Where it is. */
  public RepositoryPrefix repositories() {
    return Require.prefix("prefix", prefix);
  }

  /** By each other name. */
  Stream<MirrorRule> aliasRules() {
    return aliases.stream()
        .map(alias -> MirrorRule.alias(repositories(), Require.prefix("aliases", alias)));
  }

  /**
   * What the ledger takes in.
   *
   * @param dryRun whether nothing is written whatever is decided
   */
  StageSettings settings(boolean dryRun) {
    return new StageSettings(
        requiredName(),
        repositories(),
        deletion.equals(ENABLED),
        externalDelete,
        Require.duration("grace-period", gracePeriod),
        Require.duration("quarantine", quarantine),
        retention.stream().map(RetentionProperties::rule).toList(),
        breaker.settings(),
        vouchedBy,
        Require.duration("sweep-every", sweepEvery),
        window(reaperWindow),
        dryRun);
  }

  private static Duration window(String value) {
    return Require.duration(
        "reaper-window",
        value,
        RepositoryReaper.LONGEST_WINDOW,
        "what is gathered for longer is given up before its turn, and nothing would ever leave;"
            + " choose a shorter one");
  }
}
