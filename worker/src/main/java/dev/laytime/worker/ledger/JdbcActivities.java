package dev.laytime.worker.ledger;

import dev.laytime.activity.BuryRequest;
import dev.laytime.activity.EvidenceRequest;
import dev.laytime.activity.EvidenceResult;
import dev.laytime.activity.IntendRequest;
import dev.laytime.activity.IntendResult;
import dev.laytime.activity.LedgerActivities;
import dev.laytime.activity.LifeRecord;
import dev.laytime.activity.PinRequest;
import dev.laytime.activity.ProbedRequest;
import dev.laytime.activity.SettleRequest;
import dev.laytime.activity.SourceOrders;
import dev.laytime.activity.StageOrders;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.Memory;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Policy;
import dev.laytime.lifecycle.Word;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What lives and loops ask, each in one transaction. */
final class JdbcActivities implements LedgerActivities {

  /** What a loop waits that has lost its stage or source; it ends on its own. */
  private static final Duration NEVER = Duration.ofDays(1);

  private final Tables tables;
  private final Told told;
  private final Memories memories;
  private final BlastRadius blastRadius;
  private final Installation installation;
  private final BuildAdmissions admissions;

  JdbcActivities(Tables tables) {
    this.tables = tables;
    memories =
        new Memories(
            tables.sql,
            tables.lives,
            tables.stories,
            tables.pins,
            tables.departures,
            new Trimming(tables.json),
            tables.clock);
    told = new Told(tables.sql);
    blastRadius = new BlastRadius(tables);
    installation = new Installation(tables.sql);
    admissions = new BuildAdmissions(tables);
  }

  @Override
  public Memory recall(Reference image) {
    return tables.sql.write("recall " + image, () -> memories.recall(image));
  }

  @Override
  public Policy policy(Reference image) {
    Answer answer = tables.sql.read("read the policy for " + image, () -> answer(image));
    if (!answer.slots().equals(answer.known())) {
      tables.sql.change(
          "write down whose builds %s waits for".formatted(image),
          () -> tables.builds.waits.put(image, answer.slots(), tables.clock.instant()));
    }
    return answer.policy();
  }

  /**
   * What a life is told.
   *
   * @param slots for whose builds its own waits
   * @param known the same as it is written down
   */
  private record Answer(Policy policy, Set<String> slots, Set<String> known) {
    Answer {
      slots = Set.copyOf(slots);
      known = Set.copyOf(known);
    }

    Answer(Policy policy) {
      this(policy, Set.of(), Set.of());
    }
  }

  private Answer answer(Reference image) {
    LifeRow row = tables.lives.find(WorkflowIds.life(image)).orElse(null);
    Digest known = row == null ? null : row.digest();
    Ground ground = tables.ground();
    Policy policy =
        tables
            .policies(ground)
            .of(image, known == null ? image.digest() : known)
            .forbidding(tables.forbidden.on(image, known));
    boolean there = row != null && row.tagged();
    return policy.stage() == null || policy.origin() instanceof Origin.Mirror
        ? new Answer(policy)
        : admissions
            .origin(image, there, ground)
            .map(told ->
                new Answer(
                    policy.from(told.origin()),
                    told.slots(),
                    there ? Set.of() : tables.builds.waits.of(image)))
            .orElse(new Answer(policy));
  }

  @Override
  public void remember(LifeRecord record) {
    tables.sql.change(
        "write down where %s stands".formatted(record.image()), () -> memories.remember(record));
  }

  @Override
  public EvidenceResult evidence(EvidenceRequest request) {
    EvidenceResult result =
        tables.sql.read(
            "ask whether %s may leave".formatted(request.image()),
            () ->
                tables
                    .evidence(tables.ground())
                    .of(
                        new Question(
                            request.life(),
                            request.image(),
                            request.digest(),
                            request.kind(),
                            request.notBefore(),
                            request.now())));
    if (!result.words().isEmpty()) {
      heard(request.image(), result.words());
    }
    return result;
  }

  /** What a life hears here is told, too: else no later scan would see that it is so no more. */
  private void heard(Reference image, List<Word> words) {
    tables.sql.change(
        "write down what %s heard".formatted(image),
        () -> words.forEach(word -> told.write(new Telling.Said(image, word))));
  }

  @Override
  public IntendResult intend(IntendRequest request) {
    return blastRadius.intend(request);
  }

  @Override
  public void settle(SettleRequest request) {
    tables.sql.change(
        "write down how %s ended".formatted(request.intention()),
        () -> tables.intentions.settle(request.intention(), request.outcome(), request.at()));
  }

  @Override
  public void pin(PinRequest request) {
    tables.sql.change(
        "write down the pin of %s".formatted(request.image()), () -> tables.pins.write(request));
  }

  @Override
  public void bury(BuryRequest request) {
    tables.sql.change(
        "write the obituary of %s".formatted(request.record().image()),
        () -> memories.bury(request));
  }

  @Override
  public SourceOrders source(String source) {
    return tables.sql.read(
        "read what is known of source " + source,
        () ->
            tables
                .sources
                .named(source)
                .map(row -> new SourceOrders(true, row.configured(), row.every()))
                .orElse(new SourceOrders(false, false, NEVER)));
  }

  @Override
  public StageOrders stage(String stage) {
    return tables.sql.write(
        "read what is known of stage " + stage, () -> orders(tables.stages.named(stage)));
  }

  @Override
  public StageOrders stageOf(String repository) {
    return tables.sql.write(
        "find the stage of " + repository,
        () -> orders(tables.stages.of(Repository.parse(repository))));
  }

  private StageOrders orders(Optional<StageRow> found) {
    String id = installation.id();
    return found
        .map(stage ->
            new StageOrders(
                stage.name(),
                stage.settings().prefix(),
                stage.settings().deletionEnabled(),
                id,
                stage.capabilities(),
                stage.settings().sweepEvery(),
                stage.settings().reaperWindow(),
                stage.settings().dryRun()))
        .orElse(new StageOrders(null, null, false, id, null, NEVER, Duration.ZERO));
  }

  @Override
  public void probed(ProbedRequest request) {
    tables.sql.change(
        "write down what stage %s can do".formatted(request.stage()),
        () -> {
          String before = objection(request.stage());
          tables.stages.probed(
              request.stage(), request.capabilities(), request.owners(), request.at());
          if (before != null && objection(request.stage()) == null) {
            tables.looks.owe(
                tables.lives.leaving(request.stage()),
                "stage %s is this installation's alone".formatted(request.stage()));
          }
        });
  }

  private @Nullable String objection(String stage) {
    return tables.stages.named(stage).map(StageRow::objection).orElse(null);
  }
}
