package dev.laytime.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What happens in the very window of a deletion, too rare to be met by chance: one of two tags of a
 * digest is named while both leave; a copy that counts on a child arrives while the child goes.
 */
class WindowTest {

  private static final int MOMENTS = 64;

  @Test
  void areNotLostForEachOther() {
    assertThat(IntStream.range(0, MOMENTS).filter(moment -> fails(moment, Set.of()))).isEmpty();
  }

  @Test
  void areLostWhereOneIsNotAskedForTheOther() {
    Set<Flaw> flaw = EnumSet.of(Flaw.COMPANIONS_ARE_TRUSTED);
    assertThat(IntStream.range(0, MOMENTS).filter(moment -> fails(moment, flaw))).isNotEmpty();
  }

  @Test
  void areNotLostToACopyThatArrives() {
    assertThat(IntStream.range(0, MOMENTS).filter(moment -> copyFails(moment, Set.of()))).isEmpty();
  }

  @Test
  void areLostWhereACopyIsNotWaitedFor() {
    Set<Flaw> flaw = EnumSet.of(Flaw.COPIES_ARE_NOT_WAITED_FOR);
    assertThat(IntStream.range(0, MOMENTS).filter(moment -> copyFails(moment, flaw))).isNotEmpty();
  }

  private static boolean fails(int moment, Set<Flaw> flaws) {
    return new Trial(() -> new ModelWorld(Rules.REAL, flaws)).run(twins(moment)) != null;
  }

  private static boolean copyFails(int moment, Set<Flaw> flaws) {
    return new Trial(() -> new ModelWorld(Rules.REAL, flaws)).run(arrival(moment)) != null;
  }

  /** Both indexes have a child in common; the copy is done when the window ends. */
  private static List<Operation> arrival(int moment) {
    List<Operation> sequence = new ArrayList<>();
    sequence.add(new Operation.Push(Image.APP_B, Content.INDEX_2, true));
    sequence.add(new Operation.Advance(Terms.GRACE.plusMinutes(1)));
    leave(sequence, Image.APP_B);
    sequence.add(new Operation.Advance(Terms.QUARANTINE.plusMinutes(1)));
    sequence.add(new Operation.MoveUpstream(Image.APP_A, Content.INDEX_1));
    scan(sequence, Source.CLUSTER);
    scan(sequence, Source.GIT);
    sequence.add(new Operation.RetryNow(Image.APP_B));
    sequence.add(new Operation.Advance(Terms.WINDOW.dividedBy(2)));
    sequence.add(new Operation.Offer(Image.APP_A));
    sequence.add(new Operation.Advance(Terms.WINDOW.dividedBy(2)));
    for (int order = moment; order > 0; order /= 2) {
      if (order % 2 == 1) {
        // Changes nothing but who goes first.
        sequence.add(new Operation.ScaleToZero(Source.GIT, 0));
      }
      sequence.add(new Operation.Work(1));
    }
    sequence.add(new Operation.Work(20));
    return sequence;
  }

  private static List<Operation> twins(int moment) {
    List<Operation> sequence = new ArrayList<>();
    sequence.add(new Operation.Push(Image.LIB_X, Content.PLAIN_1, true));
    sequence.add(new Operation.Push(Image.LIB_Y, Content.PLAIN_1, true));
    sequence.add(new Operation.Advance(Terms.GRACE.plusMinutes(1)));
    leave(sequence, Image.LIB_X, Image.LIB_Y);
    sequence.add(new Operation.Advance(Terms.QUARANTINE.plusMinutes(1)));
    leave(sequence, Image.LIB_X, Image.LIB_Y);
    sequence.add(new Operation.Work(moment / 2));
    sequence.add(
        new Operation.Deploy(Source.CLUSTER, 0, moment % 2 == 0 ? Image.LIB_X : Image.LIB_Y));
    scan(sequence, Source.CLUSTER);
    return sequence;
  }

  /** Everybody's word, and they are at the reaper when its window ends. */
  private static void leave(List<Operation> sequence, Image... images) {
    scan(sequence, Source.CLUSTER);
    scan(sequence, Source.GIT);
    for (Image image : images) {
      sequence.add(new Operation.RetryNow(image));
    }
    sequence.add(new Operation.Advance(Terms.WINDOW));
  }

  private static void scan(List<Operation> sequence, Source source) {
    sequence.add(new Operation.StartScan(source));
    sequence.add(new Operation.FinishScan(source, Operation.ScanEnd.COMPLETE));
  }
}
