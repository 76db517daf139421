package dev.laytime.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TableTest {

  private static final Contender OURS =
      new Contender("ours", false, "1", List.of(), Map.of(), List.of());
  private static final Contender SLOW = Contender.peer("slow", "1");
  private static final Contender FAST = Contender.peer("fast", "1");

  @Test
  void comparesWithTheBestPeerOfTheSameCase() {
    assertThat(
            Table.of(
                    List.of(
                        Line.of("big", OURS, List.of(sample(3), sample(1), sample(2))),
                        Line.of("big", SLOW, List.of(sample(8))),
                        Line.of("big", FAST, List.of(sample(4))),
                        Line.of("small", FAST, List.of(sample(1)))))
                .lines()
                .skip(2))
        .containsExactly(
            "| big | ours | 3 | 2.00 (1.00–3.00) | 0.50 | 4.00 (2.00–6.00) | 0.50 | 3 | 20 |",
            "| big | slow | 1 | 8.00 (8.00–8.00) | 2.00 | 16.00 (16.00–16.00) | 2.00 | 8 | 80 |",
            "| big | fast | 1 | 4.00 (4.00–4.00) | 1.00 | 8.00 (8.00–8.00) | 1.00 | 4 | 40 |",
            "| small | fast | 1 | 1.00 (1.00–1.00) | 1.00 | 2.00 (2.00–2.00) | 1.00 | 1 | 10 |");
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddle() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
  }

  private static Sample sample(int size) {
    return new Sample(size, 2 * size, (long) size << 20, 10 * size);
  }
}
