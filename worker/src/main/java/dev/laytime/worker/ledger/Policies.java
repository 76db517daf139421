package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Policy;
import dev.laytime.lifecycle.Retention;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.MirrorRules;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people decided, for one image at a time: a function of the stages and the rules. */
final class Policies {

  private static final int REVISION_DIGITS = 16;

  private final List<StageRow> stages;
  private final MirrorRules rules;
  private final Json json;

  Policies(List<StageRow> stages, MirrorRules rules, Json json) {
    this.stages = List.copyOf(stages);
    this.rules = rules;
    this.json = json;
  }

  Policy of(Reference image) {
    Origin origin =
        rules.origin(image).<Origin>map(Origin.Mirror::new).orElse(new Origin.External());
    Optional<StageRow> found = Stages.of(stages, image.repository());
    if (found.isEmpty()) {
      return new Policy("", null, null, false, origin, Duration.ZERO, Duration.ZERO);
    }
    StageRow stage = found.get();
    StageSettings settings = stage.settings();
    return new Policy(
        revision(stage, rules, json),
        settings.name(),
        objection(stage, image.repository(), origin),
        settings.deletes(),
        origin,
        settings.gracePeriod(),
        settings.quarantine(),
        stage.pause(),
        List.of());
  }

  /** Tells one state of what was decided for a stage from another. */
  static String revision(StageRow stage, MirrorRules rules, Json json) {
    List<MirrorRule> within =
        rules.rules().stream()
            .filter(rule -> meet(rule.target(), stage.settings().prefix()))
            .toList();
    return Hashes.of(REVISION_DIGITS, json.write(stage.settings()), within, stage.strangers());
  }

  private static boolean meet(RepositoryPrefix one, RepositoryPrefix other) {
    return within(one, other) || within(other, one);
  }

  private static boolean within(RepositoryPrefix inner, RepositoryPrefix outer) {
    return inner.registry().equals(outer.registry())
        && (outer.path().isEmpty() || (inner.path() + "/").startsWith(outer.path() + "/"));
  }

  private static @Nullable String objection(StageRow stage, Repository repository, Origin origin) {
    StageSettings settings = stage.settings();
    if (!settings.deletionEnabled()) {
      return "stage %s only observes: set `deletion: enabled` for it to let anything leave"
          .formatted(settings.name());
    }
    if (stage.objection() != null) {
      return stage.objection();
    }
    String rest = settings.prefix().rest(repository).orElse("");
    boolean covered =
        origin instanceof Origin.Mirror
            || settings.externalDelete().stream()
                .anyMatch(pattern -> Retention.Glob.compile(pattern).matcher(rest).matches());
    return covered
        ? null
        : "somebody else pushes it, and no `external-delete` pattern of stage %s has '%s'"
            .formatted(settings.name(), rest);
  }
}
