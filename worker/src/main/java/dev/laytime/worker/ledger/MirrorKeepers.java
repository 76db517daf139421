package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.mirror.MirrorTarget;
import java.util.List;

/**
 * What mirrors keep that select tags: what they select, and what left its source after they brought
 * it. That ends where the mirror selects it no more, is gone, or prunes.
 */
final class MirrorKeepers {

  private final TagMirrorRows mirrors;
  private final TargetRows targets;

  MirrorKeepers(TagMirrorRows mirrors, TargetRows targets) {
    this.mirrors = mirrors;
    this.targets = targets;
  }

  /** Why an image stays, a reason a mirror. */
  List<String> of(Reference image) {
    return targets.of(image).stream()
        .filter(named -> named.target().brought() != null)
        .filter(named -> mirrors.find(named.mirror()).isPresent())
        .flatMap(named -> reason(named).stream())
        .toList();
  }

  private static List<String> reason(TargetRows.Named named) {
    MirrorTarget target = named.target();
    if (target.goneSince() != null) {
      return List.of(
          "mirror %s brought it, and its source has it no more since %s"
              .formatted(named.mirror(), target.goneSince()));
    }
    return target.selected()
        ? List.of("mirror %s keeps a copy of it".formatted(named.mirror()))
        : List.of();
  }
}
