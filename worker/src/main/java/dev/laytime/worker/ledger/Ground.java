package dev.laytime.worker.ledger;

import dev.laytime.mirror.MirrorRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer stands on beside the image itself: read once for one answer. */
record Ground(List<StageRow> stages, MirrorRules rules, List<SourceRow> sources, Scopes scopes) {
  Ground {
    stages = List.copyOf(stages);
    sources = List.copyOf(sources);
  }

  /** The same with every stage as if deletion were on, and nobody else there. */
  Ground asIfDeleting() {
    return new Ground(stages.stream().map(StageRow::asIfDeleting).toList(), rules, sources, scopes);
  }

  /** What a source's last scan lacks, so that it proves nothing; null for nothing. */
  @Nullable String lacks(String source) {
    for (SourceRow row : sources) {
      if (row.name().equals(source)) {
        return Credence.lacks(row);
      }
    }
    return null;
  }
}
