package dev.laytime.worker.ledger;

import dev.laytime.build.BuildRule;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Laytime's own objects in a cluster say, as far as it counts.
 *
 * @param held objects of each table whose content nobody knows now: what is known of them stays
 */
public record ObjectSettings(
    List<ObjectStage> stages,
    List<ObjectRetention> policies,
    List<ObjectPin> pins,
    List<ObjectSource> sources,
    List<ObjectPath> paths,
    List<ObjectRule> rules,
    Held held) {

  /** No object at all. */
  static final ObjectSettings NONE =
      new ObjectSettings(List.of(), List.of(), List.of(), List.of(), List.of(), Held.NONE);

  public ObjectSettings {
    stages = List.copyOf(stages);
    policies = List.copyOf(policies);
    pins = List.copyOf(pins);
    sources = List.copyOf(sources);
    paths = List.copyOf(paths);
    rules = List.copyOf(rules);
  }

  /** Without build rules. */
  public ObjectSettings(
      List<ObjectStage> stages,
      List<ObjectRetention> policies,
      List<ObjectPin> pins,
      List<ObjectSource> sources,
      List<ObjectPath> paths,
      Held held) {
    this(stages, policies, pins, sources, paths, List.of(), held);
  }

  /** Without paths of promotions. */
  public ObjectSettings(
      List<ObjectStage> stages,
      List<ObjectRetention> policies,
      List<ObjectPin> pins,
      List<ObjectSource> sources,
      Held held) {
    this(stages, policies, pins, sources, List.of(), held);
  }

  /** Without sources of use. */
  public ObjectSettings(
      List<ObjectStage> stages, List<ObjectRetention> policies, List<ObjectPin> pins, Held held) {
    this(stages, policies, pins, List.of(), held);
  }

  /**
   * A stage; the object is called as the stage is.
   *
   * @param aliases other prefixes of the same repositories
   */
  public record ObjectStage(StageSettings settings, List<RepositoryPrefix> aliases) {
    public ObjectStage {
      aliases = List.copyOf(aliases);
    }

    String object() {
      return settings.name();
    }

    /** The same, where nothing leaves. */
    ObjectStage observing() {
      return new ObjectStage(settings.observing(), aliases);
    }

    Stream<MirrorRule> rules() {
      return aliases.stream().map(alias -> MirrorRule.alias(settings.prefix(), alias));
    }
  }

  /**
   * What stays longer.
   *
   * @param object {@code NAMESPACE/NAME}
   * @param prefixes below which each rule counts; empty for every stage
   */
  public record ObjectRetention(
      String object, List<RepositoryPrefix> prefixes, List<RetentionRule> rules) {
    public ObjectRetention {
      prefixes = List.copyOf(prefixes);
      rules = List.copyOf(rules);
    }
  }

  /**
   * An image that stays.
   *
   * @param object {@code NAMESPACE/NAME}
   * @param until the last instant that it holds; null for always
   */
  public record ObjectPin(String object, Reference image, @Nullable Instant until, String reason) {

    boolean holds(Instant now) {
      return until == null || !now.isAfter(until);
    }

    @Override
    public String toString() {
      String end = until == null ? "" : " until " + until;
      return "pinned by Pin " + object + end + ": " + reason;
    }
  }

  /**
   * A source of use.
   *
   * @param object {@code NAMESPACE/NAME}
   * @param content for whoever scans it: what to read, and by which key of which Secret; no secret
   */
  public record ObjectSource(String object, SourceSettings settings, String content) {}

  /**
   * A path of promotions.
   *
   * @param object {@code NAMESPACE/NAME}
   * @param created when the object was made: of two that exclude each other the older one counts
   * @param stages where its stages were that it was judged by, by name
   * @param judgedBy {@link OwnKindSettings#judgedBy(String)} then: by another it is not judged yet
   */
  public record ObjectPath(
      String object,
      String created,
      PathSettings settings,
      Map<String, RepositoryPrefix> stages,
      String judgedBy) {
    public ObjectPath {
      stages = Map.copyOf(stages);
    }
  }

  /**
   * A build rule.
   *
   * @param object {@code NAMESPACE/NAME}
   * @param judgedBy {@link OwnKindSettings#judgedBy(String)} then: by another it is not judged yet
   */
  public record ObjectRule(String object, BuildRule rule, String judgedBy) {}

  /** Objects by what they are called. */
  public record Held(
      Set<String> stages,
      Set<String> policies,
      Set<String> pins,
      Set<String> sources,
      Set<String> paths,
      Set<String> rules) {

    static final Held NONE = new Held(Set.of(), Set.of(), Set.of(), Set.of());

    /** Without paths of promotions. */
    public Held(Set<String> stages, Set<String> policies, Set<String> pins, Set<String> sources) {
      this(stages, policies, pins, sources, Set.of(), Set.of());
    }

    /** Without build rules. */
    public Held(
        Set<String> stages,
        Set<String> policies,
        Set<String> pins,
        Set<String> sources,
        Set<String> paths) {
      this(stages, policies, pins, sources, paths, Set.of());
    }

    public Held {
      stages = Set.copyOf(stages);
      policies = Set.copyOf(policies);
      pins = Set.copyOf(pins);
      sources = Set.copyOf(sources);
      paths = Set.copyOf(paths);
      rules = Set.copyOf(rules);
    }
  }
}
