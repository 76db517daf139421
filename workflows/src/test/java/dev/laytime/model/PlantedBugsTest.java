package dev.laytime.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every planted bug is caught. Some promises are kept twice, in the life and in the ledger: such a
 * bug has both halves.
 */
class PlantedBugsTest {

  private static final int SEQUENCES = 2000;

  /** Where a bug that takes many seeds to meet is met: a longer search finds it from 1, too. */
  private static final Map<Enum<?>, Long> RARE =
      Map.of(
          Flaw.BODIES_ARE_NOT_KEPT,
          10000L,
          Flaw.TAGS_ARE_NO_ROOTS,
          5000L,
          Flaw.LEARNS_BEFORE_IT_LOOKS,
          167000L,
          Flaw.WHAT_CANNOT_BE_HELD_HAS_NO_LIFE,
          7000L,
          Mutant.PUSHED_MEANWHILE_IS_NOT_HELD,
          2000L);

  /** A planted bug. */
  record Bug(String name, Rules rules, Set<Flaw> flaws, long firstSeed) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void isCaught(Bug bug) {
    Trial trial = new Trial(() -> new ModelWorld(bug.rules(), bug.flaws()));
    assertThat(trial.breaksAPromise(bug.firstSeed(), SEQUENCES)).isTrue();
  }

  static Stream<Bug> bugs() {
    Set<Mutant> halves = EnumSet.of(Mutant.PIN_IS_IGNORED, Mutant.POLICY_IS_IGNORED);
    // The last two have a test of their own.
    Set<Flaw> elsewhere =
        EnumSet.of(
            Flaw.PINS_ARE_NOT_EVIDENCE,
            Flaw.SWITCH_IS_READ_ONCE,
            Flaw.COMPANIONS_ARE_TRUSTED,
            Flaw.COPIES_ARE_NOT_WAITED_FOR);
    return Stream.of(
            Arrays.stream(Mutant.values())
                .filter(mutant -> !halves.contains(mutant))
                .map(mutant ->
                    new Bug(mutant.name(), mutant, Set.of(), RARE.getOrDefault(mutant, 1L))),
            EnumSet.complementOf(EnumSet.copyOf(elsewhere)).stream()
                .map(flaw ->
                    new Bug(
                        flaw.name(), Rules.REAL, EnumSet.of(flaw), RARE.getOrDefault(flaw, 1L))),
            Stream.of(
                both(Mutant.PIN_IS_IGNORED, Flaw.PINS_ARE_NOT_EVIDENCE),
                both(Mutant.POLICY_IS_IGNORED, Flaw.SWITCH_IS_READ_ONCE)))
        .flatMap(bugs -> bugs);
  }

  private static Bug both(Mutant mutant, Flaw flaw) {
    return new Bug(mutant + " and " + flaw, mutant, EnumSet.of(flaw), 1);
  }
}
