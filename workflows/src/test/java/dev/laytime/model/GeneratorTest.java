package dev.laytime.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Sequences are reproducible, varied and shrinkable. */
class GeneratorTest {

  @Test
  void makesTheSameSequenceOfTheSameSeed() {
    assertThat(Operations.of(7)).isEqualTo(Operations.of(7)).isNotEqualTo(Operations.of(8));
  }

  @Test
  void makesEveryKindOfOperation() {
    Set<Class<?>> made = new HashSet<>();
    LongStream.range(0, 200)
        .forEach(seed ->
            Operations.forbidding(seed).forEach(operation -> made.add(operation.getClass())));
    assertThat(made).containsExactlyInAnyOrder(Operation.class.getPermittedSubclasses());
  }

  @Test
  void staysWithinItsLength() {
    assertThat(LongStream.range(0, 200).mapToInt(seed -> Operations.of(seed).size()))
        .allSatisfy(length -> assertThat(length).isBetween(10, Operations.MOST));
  }

  @Test
  void shrinksToWhatIsNeeded() {
    Operation needed = new Operation.Work(1000);
    List<Operation> sequence =
        LongStream.range(0, 3)
            .mapToObj(Operations::of)
            .collect(
                java.util.ArrayList::new,
                (all, some) -> {
                  all.addAll(some);
                  all.add(needed);
                },
                java.util.ArrayList::addAll);
    assertThat(
            Shrinker.shrink(sequence, tried -> tried.stream().filter(needed::equals).count() >= 2))
        .containsExactly(needed, needed);
  }
}
