package dev.laytime.worker.ledger;

import dev.laytime.activity.IntendRequest;
import dev.laytime.activity.IntendResult;
import dev.laytime.image.Repository;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.RemovalKind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts removals, so that no mistake empties a repository before a person sees it. */
final class BlastRadius {

  private final Tables tables;

  BlastRadius(Tables tables) {
    this.tables = tables;
  }

  /** Counts one, in one transaction with those that were counted before. */
  IntendResult intend(IntendRequest request) {
    return tables.sql.write(
        "count the removal of " + request.image(),
        () -> {
          StageRow stage =
              tables.stages.of(request.image().repository()).orElseThrow(() -> homeless(request));
          tables.stages.lock(stage.name());
          return counted(request, stage);
        });
  }

  /** Its next look at its policy tells the life the same. */
  private static LedgerUnavailableException homeless(IntendRequest request) {
    String why = "no stage has %s any longer".formatted(request.image());
    return new LedgerUnavailableException(
        "count the removal: " + why, new IllegalStateException(why));
  }

  private IntendResult counted(IntendRequest request, StageRow stage) {
    String id = Intention.id(request.life(), request.epoch(), request.kind(), request.notBefore());
    Optional<Intention> known = tables.intentions.find(id);
    if (known.isPresent() && known.get().outcome() == null) {
      IntendResult standing = standing(known.get(), request.now());
      if (standing != null) {
        return standing;
      }
    }
    Intention intention = Intention.of(request, stage.name(), null);
    String reason = overBounds(request, id, stage);
    if (reason.isEmpty()) {
      return goes(intention, request);
    }
    String approved = tables.intentions.approved(intention, request.now()).orElse(null);
    if (approved != null) {
      return goes(intention.under(approved), request);
    }
    Breaker breaker =
        tables.breakers.gathering(
            stage.name(), request.image().repository(), request.kind(), reason, request.now());
    tables.intentions.write(intention.under(breaker.id()), request.proof());
    return new IntendResult(id, breaker.id(), waiting(breaker));
  }

  private IntendResult goes(Intention intention, IntendRequest request) {
    tables.intentions.write(intention, request.proof());
    return new IntendResult(intention.id(), null, "");
  }

  /** What was said of it before, where that still holds. */
  private @Nullable IntendResult standing(Intention known, Instant now) {
    if (known.breaker() == null) {
      return new IntendResult(known.id(), null, "");
    }
    Breaker breaker = tables.breakers.find(known.breaker()).orElse(null);
    if (breaker == null) {
      return null;
    }
    if (breaker.approved(now)) {
      return new IntendResult(known.id(), null, "");
    }
    return breaker.open() ? new IntendResult(known.id(), breaker.id(), waiting(breaker)) : null;
  }

  private static String waiting(Breaker breaker) {
    return "%s; waits for `laytime approve %s`".formatted(breaker.reason(), breaker.id());
  }

  private String overBounds(IntendRequest request, String id, StageRow stage) {
    StageSettings.Breaker bounds = stage.settings().breaker();
    Repository repository = request.image().repository();
    Set<String> leaving = new HashSet<>(Set.of(request.image().text()));
    tables
        .intentions
        .cleared(repository, request.kind(), request.now().minus(bounds.window()), request.now())
        .stream()
        .filter(intention -> !intention.id().equals(id))
        .forEach(intention -> leaving.add(intention.image().text()));
    Set<String> all = images(stage, repository, request.kind());
    all.addAll(leaving);
    boolean many = leaving.size() > bounds.images();
    return many || bounds.isMost(leaving.size(), all.size())
        ? "%d of %d images of %s would leave within %s: more than %d, or than %d %%"
            .formatted(
                leaving.size(),
                all.size(),
                repository,
                bounds.window(),
                bounds.images(),
                bounds.percent())
        : "";
  }

  /** The images that a repository has, as far as this step is concerned. */
  private Set<String> images(StageRow stage, Repository repository, RemovalKind kind) {
    Set<String> images = new HashSet<>();
    tables
        .siblings
        .of(stage.name(), repository)
        .forEach(sibling -> images.add(sibling.image().text()));
    if (kind == RemovalKind.DELETE) {
      tables.lives.in(repository).stream()
          .filter(life -> life.quarantine() != null)
          .forEach(life -> images.add(life.image().text()));
    }
    return images;
  }
}
