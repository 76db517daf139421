package dev.laytime.workflow;

import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Repository;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Temporal's own pages show of a build. */
final class BuildDisplay {

  private final BuildProgress progress;
  private @Nullable BuildState shown;

  BuildDisplay(BuildProgress progress) {
    this.progress = progress;
  }

  void show() {
    BuildStatus status = progress.status();
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    if (shown == null) {
      Repository repository = status.order().image().repository();
      updates.add(SearchAttributes.REGISTRY.valueSet(repository.registry()));
      updates.add(SearchAttributes.REPOSITORY.valueSet(repository.toString()));
    }
    if (shown != status.state()) {
      updates.add(SearchAttributes.STATE.valueSet(status.state().name()));
    }
    if (!updates.isEmpty()) {
      Workflow.upsertTypedSearchAttributes(updates.toArray(SearchAttributeUpdate<?>[]::new));
    }
    shown = status.state();
    Workflow.setCurrentDetails(details(status));
  }

  static String details(BuildStatus status) {
    StringBuilder text =
        new StringBuilder(
            "**%s** `%s`\n\nby rule %s, ordered by %s at %s"
                .formatted(
                    status.state(),
                    status.order().image(),
                    status.order().rule(),
                    status.order().by(),
                    status.orderedAt()));
    if (status.joined() > 0) {
      text.append(", and %d times more".formatted(status.joined()));
    }
    ResolvedRef source = status.source();
    if (source != null) {
      text.append("\n\nof `%s`, commit `%s`".formatted(source.name(), source.commit()));
    }
    if (status.built() != null) {
      text.append("\n\nbuilt: `%s`".formatted(status.built()));
    }
    if (!status.tags().isEmpty()) {
      text.append("\n\ntags: " + String.join(", ", status.tags()));
    }
    if (!status.cause().isEmpty()) {
      text.append("\n\n" + status.cause());
    }
    BuildFailure failure = status.failure();
    if (failure != null) {
      text.append("; " + failure.kind().hint());
      text.append(
          failure.log().isEmpty()
              ? ""
              : "\n\n```\n" + failure.log().replace("```", "'''") + "\n```");
    }
    if (status.nextAttempt() != null) {
      text.append("\n\nnext: at " + status.nextAttempt());
    }
    return text.append('\n').toString();
  }
}
