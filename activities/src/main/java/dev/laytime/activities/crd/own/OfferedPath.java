package dev.laytime.activities.crd.own;

import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.promotion.PromotionPath;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code PromotionPath} comes to.
 *
 * @param object {@code NAMESPACE/NAME}
 * @param created when the object was made, as the API server says it
 * @param schedule as the ledger has it; null for none
 * @param stages where the stages were that it was judged by, by name: it leads nowhere else
 */
public record OfferedPath(
    String object,
    String created,
    PromotionPath path,
    @Nullable String schedule,
    Map<String, RepositoryPrefix> stages) {

  public OfferedPath {
    stages = Map.copyOf(stages);
  }
}
