package dev.laytime.worker.configuration;

import dev.laytime.promotion.FloatingTags;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.ledger.PathSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A path of promotions.
 *
 * @param name fit for a workflow id, at most 63 characters
 * @param from the stage that it leads from
 * @param to the stage that it leads to
 * @param replicas other stages that get the same
 * @param repositories patterns below the stages' prefixes; empty for all
 * @param tags which; all where there is none
 * @param gates what must be true, in the order in which they are shown
 * @param floating templates of tags that follow the highest version
 * @param moves whether a tag at the destination that names something else may be moved
 * @param keepLast how many of the last promoted images of a repository stay besides the present one
 * @param expiry how long a promotion may wait at its gates
 * @param automatic what is promoted without being asked for
 * @param schedule a cron expression in UTC; null where it is not scheduled
 * @param git where the new tag or digest is written, by name
 * @param line what its versions follow each other in; null for the one of all paths without
 */
public record PromotionProperties(
    @Nullable String name,
    @Nullable String from,
    @Nullable String to,
    @DefaultValue List<String> replicas,
    @DefaultValue List<String> repositories,
    @DefaultValue TagPatternsProperties tags,
    @DefaultValue List<GateProperties> gates,
    @DefaultValue List<String> floating,
    @DefaultValue("false") boolean moves,
    @DefaultValue("3") int keepLast,
    @DefaultValue("7d") String expiry,
    @DefaultValue("none") String automatic,
    @Nullable String schedule,
    @DefaultValue List<String> git,
    @Nullable String line) {

  private static final int LONGEST_NAME = 63;
  private static final int MOST_KEPT = 50;
  private static final int MOST_GATES = 20;
  private static final Duration LONGEST_WAIT = Duration.ofDays(90);

  /**
   * @throws IllegalArgumentException if a value is missing or not of its form, or leads nowhere
   */
  public PromotionProperties {
    name = Require.name("promotions.name", name);
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "promotions.name: expected at most %d characters, not '%s'"
              .formatted(LONGEST_NAME, name));
    }
    from = Require.name("from", from);
    to = Require.name("to", to);
    replicas.forEach(replica -> Require.name("replicas", replica));
    replicas = List.copyOf(replicas);
    requireElsewhere(name, from, to, replicas);
    repositories = Require.patterns("repositories", repositories);
    gates = List.copyOf(gates);
    requireGates(name, gates);
    floating.forEach(PromotionProperties::requireFloating);
    floating = List.copyOf(floating);
    Require.between("keep-last", keepLast, 0, MOST_KEPT);
    var _ =
        Require.duration(
            "expiry", expiry, LONGEST_WAIT, "what waits keeps its images; choose a shorter one");
    PromotionPath.Automatic trigger =
        Require.oneOf("automatic", automatic, PromotionPath.Automatic.class);
    schedule = Require.optional(schedule);
    Cron.require(name, trigger, schedule);
    git.forEach(target -> Require.name("git", target));
    git = List.copyOf(git);
    line = Require.optional(line);
    if (line != null) {
      Require.name("line", line);
    }
  }

  /** What it is called. */
  public String requiredName() {
    return Require.name("promotions.name", name);
  }

  private static void requireElsewhere(String name, String from, String to, List<String> replicas) {
    Set<String> seen = new HashSet<>(Set.of(from));
    Stream.concat(Stream.of(to), replicas.stream())
        .forEach(stage -> {
          if (!seen.add(stage)) {
            throw new IllegalArgumentException(
                "promotion '%s': expected each stage once in from, to and replicas, not '%s' twice"
                    .formatted(name, stage));
          }
        });
  }

  private static void requireFloating(String template) {
    try {
      FloatingTags.require(template);
    } catch (IllegalArgumentException e) {
      // Without the cause: the last message in the chain is the one that is shown.
      throw new IllegalArgumentException("floating: " + e.getMessage());
    }
  }

  private static void requireGates(String name, List<GateProperties> gates) {
    if (gates.size() > MOST_GATES) {
      throw new IllegalArgumentException(
          "promotion '%s': expected at most %d gates, not %d"
              .formatted(name, MOST_GATES, gates.size()));
    }
    Set<String> seen = new HashSet<>();
    for (GateProperties gate : gates) {
      if (!seen.add(gate.gate().name())) {
        throw new IllegalArgumentException(
            "promotion '%s': gates: expected each name once, not '%s' twice; give one a name"
                .formatted(name, gate.gate().name()));
      }
    }
  }

  /** As the ledger takes it. */
  public PathSettings settings() {
    return new PathSettings(path(), schedule == null ? null : Cron.normal(schedule));
  }

  /** As promotions go it. */
  PromotionPath path() {
    return new PromotionPath(
        requiredName(),
        Require.name("from", from),
        Require.name("to", to),
        replicas,
        repositories,
        tags.patterns(),
        gates.stream().map(GateProperties::gate).toList(),
        floating,
        moves,
        keepLast,
        Require.duration("expiry", expiry),
        Require.oneOf("automatic", automatic, PromotionPath.Automatic.class),
        git,
        line);
  }

  /** The names of gates' settings, of one kind. */
  <G extends Gate> Stream<G> gates(Class<G> kind) {
    return gates.stream().map(GateProperties::gate).filter(kind::isInstance).map(kind::cast);
  }
}
