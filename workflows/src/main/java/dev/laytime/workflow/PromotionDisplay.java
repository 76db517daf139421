package dev.laytime.workflow;

import dev.laytime.image.Repository;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Temporal's own pages show of a promotion. */
final class PromotionDisplay {

  private final PromotionProgress progress;
  private @Nullable PromotionState shown;
  private @Nullable Instant deadline;

  PromotionDisplay(PromotionProgress progress) {
    this.progress = progress;
  }

  void show() {
    PromotionStatus status = progress.status();
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    if (shown == null) {
      Repository repository = status.order().target().repository();
      updates.add(SearchAttributes.REGISTRY.valueSet(repository.registry()));
      updates.add(SearchAttributes.REPOSITORY.valueSet(repository.toString()));
      updates.add(SearchAttributes.STAGE.valueSet(status.order().stage()));
    }
    if (shown != status.state()) {
      updates.add(SearchAttributes.STATE.valueSet(status.state().name()));
    }
    Instant end = end(status);
    if (!Objects.equals(end, deadline)) {
      updates.add(
          end == null
              ? SearchAttributes.DEADLINE.valueUnset()
              : SearchAttributes.DEADLINE.valueSet(end.atOffset(ZoneOffset.UTC)));
    }
    if (!updates.isEmpty()) {
      Workflow.upsertTypedSearchAttributes(updates.toArray(SearchAttributeUpdate<?>[]::new));
    }
    shown = status.state();
    deadline = end;
    Workflow.setCurrentDetails(details(status));
  }

  /** When it expires. */
  private @Nullable Instant end(PromotionStatus status) {
    PromotionPath path = progress.path();
    return status.state() == PromotionState.WAITING && path != null
        ? status.orderedAt().plus(path.expiry())
        : null;
  }

  static String details(PromotionStatus status) {
    StringBuilder text =
        new StringBuilder(
            "**%s** `%s` → `%s`\n\ndigest `%s`, by path %s, ordered by %s at %s\n"
                .formatted(
                    status.state(),
                    status.order().source(),
                    status.order().target(),
                    status.order().digest(),
                    status.order().path(),
                    status.order().by(),
                    status.orderedAt()));
    line(text, status.cause().isEmpty() ? "" : "\n" + status.cause() + "\n");
    line(text, status.gates().isEmpty() ? "" : "\n| gate | | since |\n| --- | --- | --- |\n");
    for (Gate.Report gate : status.gates()) {
      text.append(
          "| %s %s | %s | %s |\n"
              .formatted(
                  gate.verdict(), gate.gate(), gate.reason().replace("|", "\\|"), gate.since()));
    }
    status.destinations().forEach(one -> text.append(destination(one)));
    status.commits().forEach(commit -> text.append("\n* Git ").append(commit));
    line(
        text,
        status.nextAttempt() == null ? "" : "\n\nnext: at %s\n".formatted(status.nextAttempt()));
    line(text, status.refusals().isEmpty() ? "" : "\nmessages that did not count:\n\n");
    status.refusals().forEach(refusal -> text.append("* ").append(refusal).append('\n'));
    return text.toString();
  }

  private static String destination(Destination one) {
    String floating = one.floating().isEmpty() ? "" : "; also " + String.join(", ", one.floating());
    String left = one.left().isEmpty() ? "" : "; left " + String.join("; ", one.left());
    String cause = one.cause().isEmpty() ? "" : ": " + one.cause();
    return "\n* %s `%s` %s%s%s%s"
        .formatted(one.stage(), one.target(), one.step(), floating, left, cause);
  }

  private static void line(StringBuilder text, String line) {
    text.append(line);
  }
}
