package dev.laytime.worker.api;

import dev.laytime.activities.registry.client.RegistryBudget;
import dev.laytime.image.Reference;
import dev.laytime.ledger.NextSlot;
import dev.laytime.ledger.RequestBudget;
import dev.laytime.lifecycle.Why;
import dev.laytime.view.WhyView;
import dev.laytime.worker.health.RegistryBudgets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which registries that images come from, or are in, must be waited for. */
final class RegistryWaits {

  private final RegistryBudgets budgets;

  RegistryWaits(RegistryBudgets budgets) {
    this.budgets = budgets;
  }

  /** The same, with what each of its lives waits for. */
  WhyView examine(WhyView view) {
    Map<String, RegistryBudget> known = budgets.now();
    return new WhyView(view.image(), view.lives().stream().map(life -> with(life, known)).toList());
  }

  private static WhyView.OneLife with(WhyView.OneLife life, Map<String, RegistryBudget> known) {
    List<String> trouble = new ArrayList<>(life.trouble());
    Why why = life.why();
    Stream.concat(
            Stream.of(registry(life.image())),
            Stream.ofNullable(why == null || why.source() == null ? null : registry(why.source())))
        .distinct()
        .flatMap(registry -> Stream.ofNullable(text(registry, known.get(registry))))
        .forEach(trouble::add);
    return life.inTrouble(trouble);
  }

  private static String registry(String image) {
    return Reference.parse(image).repository().registry();
  }

  private static @Nullable String text(String registry, @Nullable RegistryBudget budget) {
    return budget == null || budget.nextSlot().compareTo(RequestBudget.PATIENCE) <= 0
        ? null
        : "%s may not be asked now: %s".formatted(registry, NextSlot.in(budget.nextSlot()));
  }
}
