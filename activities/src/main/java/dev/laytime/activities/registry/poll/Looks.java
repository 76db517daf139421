package dev.laytime.activities.registry.poll;

import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activities.registry.client.TagProgress;
import dev.laytime.activities.registry.copy.Parallel;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RequestBudget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one page asks of a source: a few at a time, and no more once it asks for patience. */
final class Looks {

  private static final int AT_A_TIME = 8;

  /** Who waits for a place behind his own requests is sent away for no longer than that. */
  private static final Duration SOON = RequestBudget.PATIENCE.multipliedBy(2);

  /** So many in a row are not the images' trouble: the source itself has some. */
  private static final int OUTAGE = 5;

  private final RegistryClient registries;
  private final String mirror;
  private final Tally tally;
  private final LongSupplier nanoTime;
  private final int most;
  private final long end;
  private final AtomicInteger inARow = new AtomicInteger();
  private final AtomicReference<@Nullable RegistryException> stop = new AtomicReference<>();
  private final AtomicBoolean crowded = new AtomicBoolean();
  private int looks;
  private int width = AT_A_TIME;

  Looks(
      RegistryClient registries,
      String mirror,
      Tally tally,
      LongSupplier nanoTime,
      int most,
      Duration longest) {
    this.registries = registries;
    this.mirror = mirror;
    this.tally = tally;
    this.nanoTime = nanoTime;
    this.most = most;
    this.end = nanoTime.getAsLong() + longest.toNanos();
  }

  /** What was said of a tag. */
  sealed interface Answer {

    /** It names that. */
    record Found(Digest digest) implements Answer {}

    /** There is none. */
    record Absent() implements Answer {}

    /** Nobody knows. */
    record Unknown(String cause) implements Answer {}
  }

  /** Whether the page has done its share. */
  boolean isEnough() {
    return looks >= most || nanoTime.getAsLong() - end >= 0;
  }

  /** All tags of a repository; empty where the source has no such repository. */
  Optional<List<Tag>> list(Repository repository, TagProgress progress) throws IOException {
    try {
      Optional<List<Tag>> tags = registries.sourceOf(mirror, repository).findTags(progress);
      inARow.set(0);
      tally.step();
      return tags;
    } catch (RegistryException e) {
      heed(e);
      endIfStopped();
      throw e;
    }
  }

  /**
   * What tags name, of those that were asked for before the source had enough of it; {@link
   * #endIfStopped} tells.
   */
  Map<Tag, Answer> at(Repository repository, Collection<Tag> tags)
      throws IOException, InterruptedException {
    return look(registries.sourceOf(mirror, repository), tags);
  }

  /** The same of a destination. */
  Map<Tag, Answer> there(Repository repository, Collection<Tag> tags)
      throws IOException, InterruptedException {
    return look(registries.target(repository), tags);
  }

  private Map<Tag, Answer> look(RemoteRepository source, Collection<Tag> tags)
      throws IOException, InterruptedException {
    Map<Tag, Answer> answers = new ConcurrentHashMap<>();
    List<Tag> left = List.copyOf(tags);
    while (!left.isEmpty() && stop.get() == null) {
      crowded.set(false);
      Parallel.forEach(
          left,
          width,
          tag -> {
            if (stop.get() == null && !crowded.get()) {
              look(source, tag, answers);
            }
          });
      width = crowded.get() ? Math.max(1, width / 2) : width;
      left = left.stream().filter(tag -> !answers.containsKey(tag)).toList();
    }
    looks += answers.size();
    return answers;
  }

  private void look(RemoteRepository source, Tag tag, Map<Tag, Answer> answers) throws IOException {
    try {
      Optional<Descriptor> found = source.find(tag);
      inARow.set(0);
      answers.put(
          tag,
          found
              .<Answer>map(manifest -> new Answer.Found(manifest.digest()))
              .orElseGet(Answer.Absent::new));
    } catch (RegistryException e) {
      if (isCrowded(e)) {
        crowded.set(true);
      } else if (heed(e)) {
        answers.put(tag, new Answer.Unknown(e.said()));
      }
    }
    tally.step();
  }

  /** More ask at once from here than a budget has places for: that is nobody else's doing. */
  private boolean isCrowded(RegistryException e) {
    Instant until = e.until();
    return e.type() == FailureType.THROTTLED
        && width > 1
        && until != null
        && until.isBefore(Instant.now().plus(SOON));
  }

  /** Whether that is an answer; what asks for patience is none. */
  private boolean heed(RegistryException e) {
    if (e.type() == FailureType.THROTTLED) {
      stop.set(e);
      return false;
    }
    if (e.type() != FailureType.UNAVAILABLE) {
      inARow.set(0);
    } else if (inARow.incrementAndGet() >= OUTAGE) {
      stop.compareAndSet(null, e);
    }
    return true;
  }

  /**
   * Ends the page where the source asked for patience, or has trouble of its own.
   *
   * @throws RegistryException what it said
   */
  void endIfStopped() throws RegistryException {
    RegistryException said = stop.get();
    if (said != null) {
      throw said;
    }
  }
}
