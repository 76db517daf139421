package dev.laytime.worker.ledger;

import dev.laytime.activity.EvidenceResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.Removals;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.mirror.MirrorRule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The last word before a DELETE: everything that was proven is proven again. */
final class JdbcRemovals implements Removals {

  private final Tables tables;

  JdbcRemovals(Tables tables) {
    this.tables = tables;
  }

  @Override
  public List<String> objections(Claim claim, List<Claim> companions) {
    return tables.sql.read(
        "look once more whether %s may leave".formatted(claim.image()),
        () -> {
          Instant now = tables.clock.instant();
          Evidence evidence = tables.evidence(tables.ground());
          List<String> objections = new ArrayList<>();
          life(claim, objections);
          intention(claim, now, objections);
          objections.addAll(unproven(evidence.of(question(claim, now))));
          for (Claim companion : companions) {
            returned(companion, evidence.ofGone(question(companion, now)), objections);
          }
          return List.copyOf(objections);
        });
  }

  private static Question question(Claim claim, Instant now) {
    return new Question(
        claim.life(), claim.image(), claim.digest(), claim.kind(), claim.notBefore(), now);
  }

  private static List<String> unproven(EvidenceResult evidence) {
    return switch (evidence.inquiry()) {
      case Inquiry.Proven _ -> List.of();
      case Inquiry.Later(_, var reasons, _) -> reasons;
      case Inquiry.Cleared _ -> List.of("it is not proven that nothing needs it");
    };
  }

  /**
   * Whether an image that left a moment ago is needed again; that its life has ended is no news.
   */
  private void returned(Claim companion, EvidenceResult evidence, List<String> objections) {
    List<String> news = new ArrayList<>();
    Long epoch = tables.lives.find(companion.life()).map(LifeRow::epoch).orElse(null);
    if (epoch == null || epoch != companion.epoch()) {
      news.add("its life has decided anew");
    }
    news.addAll(unproven(evidence));
    news.forEach(
        reason -> objections.add("%s left with it: %s".formatted(companion.image(), reason)));
  }

  private void life(Claim claim, List<String> objections) {
    LifeRow life = tables.lives.find(claim.life()).orElse(null);
    if (life == null || life.finished()) {
      objections.add("the ledger knows of no such life");
      return;
    }
    if (life.epoch() != claim.epoch()) {
      objections.add(
          "it was needed again since this was decided: epoch %d, decided in %d"
              .formatted(life.epoch(), claim.epoch()));
    }
    if (!life.image().equals(claim.image())) {
      objections.add("the life %s is of %s".formatted(claim.life(), life.image()));
    }
    if (!claim.digest().equals(life.digest())) {
      objections.add("it is %s by now".formatted(life.digest()));
    }
  }

  private void intention(Claim claim, Instant now, List<String> objections) {
    Intention intention = tables.intentions.find(claim.intention()).orElse(null);
    if (intention == null || !matches(intention, claim)) {
      objections.add("this removal was never counted");
      return;
    }
    if (intention.outcome() != null) {
      objections.add("its intention is settled: " + intention.outcome());
    }
    if (intention.breaker() == null) {
      return;
    }
    Breaker breaker = tables.breakers.find(intention.breaker()).orElse(null);
    if (breaker == null || breaker.open()) {
      objections.add("it waits for `laytime approve %s`".formatted(intention.breaker()));
    } else if (!breaker.approved(now)) {
      objections.add("the approval of %s ended at %s".formatted(breaker.id(), breaker.expiresAt()));
    }
  }

  private static boolean matches(Intention intention, Claim claim) {
    return intention.life().equals(claim.life())
        && intention.epoch() == claim.epoch()
        && intention.kind() == claim.kind()
        && intention.digest().equals(claim.digest())
        && intention.notBefore().equals(claim.notBefore().truncatedTo(ChronoUnit.MICROS));
  }

  @Override
  public Set<Digest> roots(Repository repository, Set<String> leaving) {
    return tables.sql.read(
        "find what must stay in " + repository,
        () -> {
          Set<Digest> roots = new LinkedHashSet<>(named(Set.of(repository), repository));
          roots.addAll(tables.objects.digestsIn(repository));
          upstream(repository, roots);
          Set<String> left = left(repository);
          for (LifeRow life : tables.lives.in(repository)) {
            if (!leaving.contains(life.life()) && !left.contains(life.life())) {
              held(life, roots);
            }
            roots.addAll(new Displaced(tables.sql).of(life.life()));
          }
          return Set.copyOf(roots);
        });
  }

  /**
   * Lives of images that were deleted a moment ago: each has still to hear of it. Two tags of one
   * digest would else stay for each other.
   */
  private Set<String> left(Repository repository) {
    List<Intention> deleted = tables.intentions.deleted(repository);
    if (deleted.isEmpty()) {
      return Set.of();
    }
    Instant now = tables.clock.instant();
    Evidence evidence = tables.evidence(tables.ground());
    return deleted.stream()
        .filter(gone -> unproven(evidence.ofGone(question(gone, now))).isEmpty())
        .map(Intention::life)
        .collect(Collectors.toSet());
  }

  private static Question question(Intention intention, Instant now) {
    return new Question(
        intention.life(),
        intention.image(),
        intention.digest(),
        intention.kind(),
        intention.notBefore(),
        now);
  }

  /** What sources that may speak of a repository name by digest, under these names of it. */
  private List<Digest> named(Set<Repository> names, Repository repository) {
    Scopes scopes = tables.sources.scopes();
    return tables.references.digestsIn(names, source -> scopes.cover(source, repository));
  }

  /**
   * What is named by digest under another name of the repository, and where its images come from.
   * Of these one that was never seen here is left out: nobody could fetch it here, and everything
   * would have to stay.
   */
  private void upstream(Repository repository, Set<Digest> roots) {
    Set<Repository> sources = new LinkedHashSet<>();
    Set<Repository> aliases = new LinkedHashSet<>();
    for (MirrorRule rule : tables.rules.all().rules()) {
      rule.target()
          .rest(repository)
          .flatMap(rule.source()::append)
          .ifPresent(rule.alias() ? aliases::add : sources::add);
    }
    if (!aliases.isEmpty()) {
      roots.addAll(named(aliases, repository));
    }
    if (!sources.isEmpty()) {
      named(sources, repository).stream()
          .filter(digest -> tables.closures.has(repository, digest))
          .forEach(roots::add);
    }
  }

  /** A tag that was taken away or moved a moment ago keeps what its life still takes it for. */
  private static void held(LifeRow life, Set<Digest> roots) {
    Stream.of(life.image().digest(), life.digest()).filter(Objects::nonNull).forEach(roots::add);
  }

  @Override
  public boolean deletionEnabled(Repository repository) {
    return tables.sql.read(
        "look whether anything may be deleted in " + repository,
        () ->
            tables
                .stages
                .of(repository)
                .map(stage -> stage.settings().deletionEnabled())
                .orElse(false));
  }
}
