package dev.laytime.e2e.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The lines as Markdown, each beside the best peer of its case. */
final class Table {

  private static final double MIB = 1 << 20;

  private Table() {}

  static String of(List<Line> lines) {
    StringBuilder table =
        new StringBuilder(
            """
            | case | tool | repeats | wall s (min–max) | of best peer | CPU s (min–max) | of best \
            peer | peak MiB | requests |
            | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """);
    for (Line line : lines) {
      List<Line> peers =
          lines.stream()
              .filter(other -> other.peer() && other.caseName().equals(line.caseName()))
              .toList();
      table.append(row(line, peers));
    }
    return table.toString();
  }

  private static String row(Line line, List<Line> peers) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %s | %s | %s | %s | %.0f | %d |%n",
        line.caseName(),
        line.tool(),
        line.repeats(),
        text(line.wallSeconds()),
        ratio(line, peers, each -> each.wallSeconds().median()),
        text(line.cpuSeconds()),
        ratio(line, peers, each -> each.cpuSeconds().median()),
        line.peakBytes() / MIB,
        line.requests());
  }

  private static String text(Spread spread) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f–%.2f)", spread.median(), spread.min(), spread.max());
  }

  private static String ratio(Line line, List<Line> peers, ToDoubleFunction<Line> value) {
    double best = peers.stream().mapToDouble(value).min().orElse(Double.NaN);
    return String.format(Locale.ROOT, "%.2f", value.applyAsDouble(line) / best);
  }
}
