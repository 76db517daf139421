package dev.laytime.worker.ledger;

import dev.laytime.activity.Capabilities;
import dev.laytime.lifecycle.StagePause;
import dev.laytime.view.StagesView;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stage as the ledger has it.
 *
 * @param revision of its settings and rules when they were last registered
 * @param capabilities null where they were not probed
 * @param owners other installations with a record there; null where nobody has looked
 * @param adopted those in spite of which a person took the stage
 * @param pause a person's word that nothing leaves it, over or not; null for none
 */
record StageRow(
    StageSettings settings,
    String revision,
    @Nullable Capabilities capabilities,
    @Nullable List<String> owners,
    List<String> adopted,
    @Nullable StagePause pause) {

  StageRow {
    owners = owners == null ? null : List.copyOf(owners);
    adopted = List.copyOf(adopted);
  }

  /** The pause that holds; null for none. */
  @Nullable StagePause paused(Instant now) {
    return pause != null && pause.holds(now) ? pause : null;
  }

  String name() {
    return settings.name();
  }

  /** The same as if deletion were on, and nobody else there. */
  StageRow asIfDeleting() {
    return new StageRow(
        settings.asIfDeleting(), revision, capabilities, List.of(), List.of(), null);
  }

  /** Other installations that nobody has answered for; empty where none are known. */
  List<String> strangers() {
    Stream<String> known = owners == null ? Stream.of() : owners.stream();
    return known.filter(owner -> !adopted.contains(owner)).toList();
  }

  /** Why this installation takes nothing away here although it may; null for nothing. */
  @Nullable String objection() {
    List<String> strangers = strangers();
    return strangers.isEmpty()
        ? null
        : "stage %s has an owner record of another installation (%s): only one may delete there;"
                .formatted(name(), StagesView.told(strangers))
            + " `laytime stage adopt %s --confirm` takes it".formatted(name());
  }
}
