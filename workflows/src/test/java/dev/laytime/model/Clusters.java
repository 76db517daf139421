package dev.laytime.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What clusters add to a sequence of half of all seeds, and of no other: watches that begin and are
 * cut, Pods that cannot pull, a kind that is forbidden for a while, an API server that is away just
 * while something is in quarantine, and Pods by digest that are made then.
 */
final class Clusters {

  private static final List<Image> BY_DIGEST =
      List.of(Image.APP_PLAIN, Image.APP_INDEX, Image.APP_CHILD, Image.LIB_CHILD);

  private final SplittableRandom random;
  private final List<Operation> sequence;

  private Clusters(long seed, List<Operation> sequence) {
    this.random = new SplittableRandom(~seed);
    this.sequence = new ArrayList<>(sequence);
  }

  /** The sequence with clusters, no longer than may be. */
  static List<Operation> in(long seed, List<Operation> sequence) {
    if (seed % 2 == 0) {
      return sequence;
    }
    Clusters clusters = new Clusters(seed, sequence);
    clusters.watch();
    clusters.pull();
    switch (clusters.random.nextInt(3)) {
      case 0 -> clusters.forbid();
      case 1 -> clusters.loseInQuarantine();
      default -> {}
    }
    List<Operation> all = clusters.sequence;
    return List.copyOf(all.subList(0, Math.min(all.size(), Operations.MOST)));
  }

  private void watch() {
    sequence.add(random.nextInt(5), new Operation.Watch(Source.CLUSTER, true));
    for (int i = random.nextInt(3); i > 0; i--) {
      int cut = random.nextInt(sequence.size());
      sequence.add(cut, new Operation.Watch(Source.CLUSTER, false));
      sequence.add(
          random.nextInt(cut, sequence.size()) + 1, new Operation.Watch(Source.CLUSTER, true));
    }
  }

  /** Pods cannot pull what they name: before it is there, or whenever else. */
  private void pull() {
    for (int i = random.nextInt(sequence.size()); i < sequence.size(); i++) {
      if (sequence.get(i) instanceof Operation.Deploy(_, _, var image)) {
        int later = random.nextInt(i, sequence.size()) + 1;
        sequence.add(later, new Operation.CannotPull(image));
        i = later;
      }
    }
  }

  /** A kind cannot be listed for a while. */
  private void forbid() {
    Source source = random.nextBoolean() ? Source.CLUSTER : Source.GIT;
    ends(source, random.nextInt(sequence.size()), Operation.ScanEnd.FORBIDDEN);
  }

  /** The last scan before and the first after count, and none between. */
  private void loseInQuarantine() {
    Source source = random.nextBoolean() ? Source.CLUSTER : Source.GIT;
    int from = random.nextInt(sequence.size());
    int to = ends(source, from, Operation.ScanEnd.FAILED);
    Image image = BY_DIGEST.get(random.nextInt(BY_DIGEST.size()));
    sequence.add(
        random.nextInt(from, to) + 1,
        new Operation.Deploy(source, random.nextInt(Source.OBJECTS), image));
    sequence.add(from, new Operation.Advance(quarantines()));
  }

  private Duration quarantines() {
    return random.nextBoolean() ? Terms.QUARANTINE : Terms.QUARANTINE.dividedBy(2);
  }

  private int ends(Source source, int from, Operation.ScanEnd end) {
    int to = random.nextInt(from, sequence.size()) + 1;
    for (int i = from; i < to; i++) {
      if (sequence.get(i) instanceof Operation.FinishScan(var scanned, _) && scanned == source) {
        sequence.set(i, new Operation.FinishScan(source, end));
      }
    }
    return to;
  }
}
