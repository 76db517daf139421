package dev.laytime.worker.messages;

import dev.laytime.image.Reference;
import dev.laytime.worker.ledger.Telling;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Has words and finds until they were sent, as the ledger does. */
public final class FakeTelling implements Telling {

  public final List<Said> unsaid = new CopyOnWriteArrayList<>();
  final List<Said> withdrawn = new CopyOnWriteArrayList<>();
  public final List<Look> owed = new CopyOnWriteArrayList<>();
  final List<Find> untold = new CopyOnWriteArrayList<>();
  final List<Reference> silent = new CopyOnWriteArrayList<>();
  final List<Reference> over = new CopyOnWriteArrayList<>();
  Optional<String> withheld = Optional.empty();
  final List<String> log;
  int comparisons;

  public FakeTelling(List<String> log) {
    this.log = log;
  }

  @Override
  public List<Said> unsaid(String source, long number) {
    comparisons++;
    return List.copyOf(unsaid);
  }

  @Override
  public void said(Said said) {
    log.add("wrote " + said.image());
    unsaid.remove(said);
    withdrawn.remove(said);
  }

  @Override
  public List<Look> owed(int limit) {
    return List.copyOf(owed.subList(0, Math.min(limit, owed.size())));
  }

  @Override
  public void paid(Look look) {
    log.add("paid " + look.image());
    owed.remove(look);
  }

  @Override
  public List<Said> withdrawn() {
    return List.copyOf(withdrawn);
  }

  @Override
  public List<Reference> silent(String stage, int limit) {
    return List.copyOf(silent.subList(0, Math.min(limit, silent.size())));
  }

  @Override
  public Optional<String> weigh(String stage, Instant sweepStartedAt) {
    return withheld;
  }

  @Override
  public List<Find> untold(String stage, Instant sweepStartedAt, int limit) {
    return List.copyOf(untold.subList(0, Math.min(limit, untold.size())));
  }

  @Override
  public void told(Find find) {
    log.add("wrote " + find.image());
    untold.remove(find);
  }

  @Override
  public boolean isOver(Reference image) {
    return over.contains(image);
  }

  @Override
  public @Nullable Reference observe(
      String stage, Instant sweepStartedAt, @Nullable Reference after) {
    return null;
  }

  @Override
  public void settleIntentions(String stage, Instant sweepStartedAt) {
    log.add("settled " + stage + " " + sweepStartedAt);
  }

  @Override
  public void trim(String stage, Instant sweepStartedAt) {
    log.add("trimmed " + stage + " " + sweepStartedAt);
  }
}
