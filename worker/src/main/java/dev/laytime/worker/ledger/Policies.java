package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Glob;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Sha256;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Policy;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.MirrorRules;
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
  private final Copies copies;

  /** What we brought into stages ourselves. */
  interface Copies {

    /** Whether an image of a digest came into its repository by our own copy from another. */
    boolean brought(Reference image, Digest digest, Repository source);

    /** Whether it was built here. */
    boolean built(Reference image, Digest digest);
  }

  Policies(List<StageRow> stages, MirrorRules rules, Json json, Copies copies) {
    this.stages = List.copyOf(stages);
    this.rules = rules;
    this.json = json;
    this.copies = copies;
  }

  /**
   * @param digest what the image is; null where nobody knows
   */
  Policy of(Reference image, @Nullable Digest digest) {
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
        objection(stage, image, digest),
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
            .filter(rule -> rule.target().meets(stage.settings().prefix()))
            // How often somebody looks decides nothing for any life.
            .map(rule -> rule.polled(null))
            .toList();
    return Sha256.name(REVISION_DIGITS, json.write(stage.settings()), within, stage.strangers());
  }

  private @Nullable String objection(StageRow stage, Reference image, @Nullable Digest digest) {
    StageSettings settings = stage.settings();
    if (!settings.deletionEnabled()) {
      return "stage %s only observes: set `deletion: enabled` for it to let anything leave"
          .formatted(settings.name());
    }
    if (stage.objection() != null) {
      return stage.objection();
    }
    String rest = settings.prefix().rest(image.repository()).orElse("");
    boolean external =
        settings.externalDelete().stream().anyMatch(pattern -> Glob.matches(pattern, rest));
    return external || isMirrored(image, digest) || (digest != null && copies.built(image, digest))
        ? null
        : "somebody else pushes it, and no `external-delete` pattern of stage %s has '%s'"
            .formatted(settings.name(), rest);
  }

  /** What a person says is brought by a rule counts as that; what a cluster says, where it was. */
  private boolean isMirrored(Reference image, @Nullable Digest digest) {
    MirrorRule rule = rules.bringing(image.repository()).orElse(null);
    if (rule == null) {
      return false;
    }
    Reference source = rule.sourceOf(image).orElse(null);
    return source != null
        && (!rule.found()
            || (digest != null && copies.brought(image, digest, source.repository())));
  }
}
