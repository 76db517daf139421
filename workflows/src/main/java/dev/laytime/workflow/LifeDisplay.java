package dev.laytime.workflow;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.Why;
import dev.laytime.lifecycle.Word;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Temporal's own pages show of a life: search attributes, written on change, and details. */
final class LifeDisplay {

  private final Reference image;
  private @Nullable Shown shown;

  LifeDisplay(Reference image) {
    this.image = image;
  }

  private record Shown(
      String state,
      @Nullable String stage,
      List<String> sources,
      @Nullable OffsetDateTime deadline,
      boolean pinned) {}

  void show(Life life, Why why, Instant now) {
    Shown next =
        new Shown(
            why.state(),
            why.stage(),
            life.words().stream().filter(word -> word.count() > 0).map(Word::source).toList(),
            why.deadline() == null ? null : why.deadline().atOffset(ZoneOffset.UTC),
            life.pin() != null && life.pin().holds(now));
    List<SearchAttributeUpdate<?>> updates = updates(next);
    if (!updates.isEmpty()) {
      Workflow.upsertTypedSearchAttributes(updates.toArray(SearchAttributeUpdate<?>[]::new));
    }
    shown = next;
    Workflow.setCurrentDetails(details(why));
  }

  private List<SearchAttributeUpdate<?>> updates(Shown next) {
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    Shown last = shown;
    if (last == null) {
      updates.add(SearchAttributes.REGISTRY.valueSet(image.repository().registry()));
      updates.add(SearchAttributes.REPOSITORY.valueSet(image.repository().toString()));
    }
    update(updates, SearchAttributes.STATE, last, next, Shown::state);
    update(updates, SearchAttributes.STAGE, last, next, Shown::stage);
    update(updates, SearchAttributes.SOURCE, last, next, Shown::sources);
    update(updates, SearchAttributes.DEADLINE, last, next, Shown::deadline);
    update(updates, SearchAttributes.PINNED, last, next, Shown::pinned);
    return updates;
  }

  private static <T> void update(
      List<SearchAttributeUpdate<?>> updates,
      SearchAttributeKey<T> key,
      @Nullable Shown last,
      Shown next,
      Function<Shown, @Nullable T> part) {
    T value = part.apply(next);
    if (last == null || !Objects.equals(part.apply(last), value)) {
      updates.add(value == null ? key.valueUnset() : key.valueSet(value));
    }
  }

  private static String details(Why why) {
    StringBuilder text = new StringBuilder();
    text.append("**%s** `%s`\n".formatted(why.state(), why.image()));
    if (why.digest() != null) {
      text.append("\ndigest `%s`\n".formatted(why.digest()));
    }
    text.append('\n');
    why.reasons().forEach(reason -> text.append("* ").append(reason).append('\n'));
    text.append(
        why.next() == null
            ? "\nnext: when something changes\n"
            : "\nnext: at %s\n".formatted(why.next()));
    if (!why.refusals().isEmpty()) {
      text.append("\nmessages that could not be read:\n\n");
      why.refusals().forEach(refusal -> text.append("* ").append(refusal).append('\n'));
    }
    return text.toString();
  }
}
