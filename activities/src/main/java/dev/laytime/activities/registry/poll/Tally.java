package dev.laytime.activities.registry.poll;

import dev.laytime.activity.PollCount;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What a page has come to so far; one thread counts, another reads. */
public final class Tally {

  private static final int LONGEST_CAUSE = 300;

  private final AtomicReference<PollCount> count;
  private final AtomicLong steps = new AtomicLong();

  /** Goes on from what an earlier attempt counted. */
  public Tally(PollCount before) {
    this.count = new AtomicReference<>(before);
  }

  /** So far. */
  public PollCount count() {
    return count.get();
  }

  /** Changes with every request that was answered. */
  public long steps() {
    return steps.get();
  }

  void same() {
    add(new PollCount(1, 0, 0, 0, 0, List.of()));
  }

  void offered(boolean fresh) {
    add(new PollCount(1, 1, fresh ? 1 : 0, 0, 0, List.of()));
  }

  /** So many images are not brought. */
  public void withheld(int many, String why) {
    add(new PollCount(1, 0, 0, many, 0, List.of(cut(why))));
  }

  /** One image or repository is not what it shall be. */
  public void trouble(String cause) {
    add(new PollCount(1, 0, 0, 0, 1, List.of(cut(cause))));
  }

  /** An image is kept that its source has no more. */
  void gone(String cause) {
    add(new PollCount(1, 0, 0, 0, 0, List.of(cut(cause))));
  }

  /** Nobody knows what a repository has, or which there are. */
  public void unlisted(String cause) {
    add(PollCount.ofUnlisted(cut(cause)));
  }

  /** An image was copied. */
  public void copied() {
    add(PollCount.ofCopies(1));
  }

  /** Something was answered that no number tells. */
  public void step() {
    steps.incrementAndGet();
  }

  private void add(PollCount more) {
    count.updateAndGet(before -> before.plus(more));
    steps.incrementAndGet();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_CAUSE ? text : text.substring(0, LONGEST_CAUSE) + "…";
  }
}
