package dev.laytime.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TableTest {

  private static final Guarantees DIGESTS = new Guarantees(true, false);
  private static final Guarantees REFERRERS = new Guarantees(true, true);
  private static final SortedMap<String, Double> SHARES =
      new TreeMap<>(Map.of("client", 0.5, "worker", 1.5));

  @Test
  void showsEachCaseWithWhatItNeededBesideTheBestPeer() {
    List<Line> lines =
        List.of(
            line("big", "ours", false, DIGESTS, sample(2), sample(2)),
            line("big", "slow", true, DIGESTS, sample(8), sample(8)),
            line("big", "fast", true, DIGESTS, sample(4), sample(4)),
            line("small", "fast", true, DIGESTS, sample(1)));

    assertThat(Table.of(lines).lines().filter(TableTest::isContent))
        .containsExactly(
            "### big",
            row(
                "ours",
                "2.00 (2.00–2.00) | 0.50 (0.50–0.50)",
                "4.00 (4.00–4.00) | 0.50 (0.50–0.50)",
                2),
            row(
                "slow",
                "8.00 (8.00–8.00) | 2.00 (2.00–2.00)",
                "16.00 (16.00–16.00) | 2.00 (2.00–2.00)",
                8),
            row("fast", "4.00 (4.00–4.00) | best peer", "8.00 (8.00–8.00) | best peer", 4),
            "### small",
            row("fast", "1.00 (1.00–1.00) | best peer", "2.00 (2.00–2.00) | best peer", 1));
  }

  @Test
  void saysWhereThereIsNoDifference() {
    List<Line> lines =
        List.of(
            line("big", "ours", false, DIGESTS, sample(1), sample(4)),
            line("big", "peer", true, DIGESTS, sample(2), sample(2)));

    assertThat(Table.of(lines)).contains("| no difference: 1.00 (");
  }

  @Test
  void comparesOnlyWithPeersThatGuaranteeNoLess() {
    Line ours = line("nested", "ours", false, REFERRERS, sample(3));
    Line lax = line("nested", "lax", true, DIGESTS, sample(1));
    Line equal = line("nested", "equal", true, REFERRERS, sample(6));

    assertThat(Rival.of(ours, List.of(ours, lax, equal), Sample::wallSeconds))
        .hasValueSatisfying(rival -> assertThat(rival.best()).isEqualTo(equal));
    assertThat(Rival.of(ours, List.of(ours, lax), Sample::wallSeconds)).isEmpty();
  }

  @Test
  void tellsWhatTheProcessesOfOneToolUsedEach() {
    Sample sample = new Sample(1, SHARES, 0);

    assertThat(Table.of(List.of(line("big", "ours", false, DIGESTS, sample))))
        .endsWith("\nCPU s of ours: client 0.50, worker 1.50\n");
    assertThat(sample.cpuSeconds()).isEqualTo(2);
  }

  @Test
  void knowsNoRequestsWhereNoneWereLogged() {
    Sample sample = new Sample(1, new TreeMap<>(Map.of("client", 1.0)), 0);

    assertThat(Table.of(List.of(line("big", "ours", false, DIGESTS, sample))))
        .contains("| – | – | 0.00 |");
  }

  private static boolean isContent(String line) {
    return !line.isEmpty() && !line.startsWith("| tool") && !line.startsWith("| ---");
  }

  private static String row(String tool, String wall, String cpu, int size) {
    return "| %s | 1 | yes | no | %s | %s | %d | %d | GET %d, PUT %d | %d.00 |"
        .formatted(tool, wall, cpu, size, 3 * size, size, 2 * size, size);
  }

  private static Line line(
      String name, String tool, boolean peer, Guarantees guarantees, Sample... samples) {
    return Line.of(name, new Line.Entry(tool, peer, guarantees, 1), List.of(samples));
  }

  private static Sample sample(int size) {
    return new Sample(
        size,
        new TreeMap<>(Map.of("client", 2.0 * size)),
        (long) size << 20,
        new TreeMap<>(Map.of("GET", size, "PUT", 2 * size)),
        size);
  }
}
