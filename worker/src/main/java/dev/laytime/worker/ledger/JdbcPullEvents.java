package dev.laytime.worker.ledger;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down what registries tell of pulls. */
final class JdbcPullEvents implements PullEvents {

  /** Two who tell of the same wait for each other in one order. */
  private static final Comparator<Pulled> ORDER =
      Comparator.comparing(Pulled::path)
          .thenComparing(pull -> pull.digest() == null ? "" : pull.digest().value());

  /** Each process tells in order; of several that are told at once, none is a silence. */
  private static final Comparator<Pulled> BY_TIME =
      Comparator.comparing(pull -> pull.at() == null ? Instant.MIN : pull.at());

  private final Tables tables;
  private final Installation installation;

  JdbcPullEvents(Tables tables) {
    this.tables = tables;
    installation = new Installation(tables.sql);
  }

  @Override
  public String agent() {
    return tables.sql.write("find out who we are", installation::agent);
  }

  @Override
  public void told(String stage, List<Pulled> pulls, Instant now) {
    tables.sql.change(
        "write down what was pulled from stage " + stage,
        () -> {
          List<StageRow> stages = tables.stages.configured();
          Optional<StageRow> meant =
              stages.stream().filter(row -> row.name().equals(stage)).findFirst();
          meant.ifPresent(row -> told(row, stages, pulls, now));
        });
  }

  private void told(StageRow stage, List<StageRow> stages, List<Pulled> pulls, Instant now) {
    List<Pulled> ofStage = pulls.stream().filter(pull -> concerns(stage, stages, pull)).toList();
    if (ofStage.isEmpty()) {
      return;
    }
    String ours = installation.agent();
    PullTeller before = tables.pullTellers.lock(stage.name()).orElse(null);
    PullTeller after = before == null ? PullTeller.from(now) : before;
    for (Pulled pull : ofStage.stream().sorted(BY_TIME).toList()) {
      after = after(after, pull, ours, stage, now);
    }
    tables.pullTellers.write(stage.name(), before, after);
    ofStage.stream()
        .filter(pull -> !pull.agent().equals(ours))
        .sorted(ORDER)
        .forEach(pull -> pulled(stage, pull, now));
  }

  /** One of which nobody knows where it was may have been in the stage. */
  private static boolean concerns(StageRow stage, List<StageRow> stages, Pulled pull) {
    Repository repository = repository(stage, pull.path());
    return pull.path().isEmpty()
        || (repository != null && stage.equals(Stages.of(stages, repository).orElse(null)));
  }

  private static PullTeller after(
      PullTeller teller, Pulled pull, String ours, StageRow stage, Instant now) {
    if (pull.path().isEmpty()) {
      return teller.begin(now);
    }
    boolean own = pull.agent().equals(ours);
    PullTeller told = teller.told(pull, own, PullTellers.patience(stage.settings()), now);
    return own || pull.digest() != null ? told : told.begin(now);
  }

  private void pulled(StageRow stage, Pulled pull, Instant now) {
    Repository repository = repository(stage, pull.path());
    if (repository != null && pull.digest() != null) {
      tables.pulledManifests.pulled(repository, pull.digest(), now);
    }
  }

  /** Null for what no image can lie in. */
  private static @Nullable Repository repository(StageRow stage, String path) {
    try {
      return new Repository(stage.settings().prefix().registry(), path);
    } catch (InvalidReferenceException e) {
      return null;
    }
  }
}
