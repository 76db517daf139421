package dev.laytime.worker.ledger;

import dev.laytime.activity.Capabilities;
import dev.laytime.view.StagesView;
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
 */
record StageRow(
    StageSettings settings,
    String revision,
    @Nullable Capabilities capabilities,
    @Nullable List<String> owners,
    List<String> adopted) {

  StageRow {
    owners = owners == null ? null : List.copyOf(owners);
    adopted = List.copyOf(adopted);
  }

  String name() {
    return settings.name();
  }

  /** The same as if deletion were on, and nobody else there. */
  StageRow asIfDeleting() {
    return new StageRow(settings.asIfDeleting(), revision, capabilities, List.of(), List.of());
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
