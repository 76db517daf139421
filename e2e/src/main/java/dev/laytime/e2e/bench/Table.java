package dev.laytime.e2e.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The lines as Markdown, a table for each case. */
final class Table {

  private static final double MIB = 1 << 20;

  private static final String HEAD =
      """

      | tool | at once | digests checked | referrers | wall s (min–max) | of best peer (95 %) \
      | CPU s (min–max) | of best peer (95 %) | peak MiB | requests | by method | registries' CPU s |
      | --- | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |
      """;

  private Table() {}

  static String of(List<Line> lines) {
    return lines.stream()
        .map(Line::caseName)
        .distinct()
        .map(name -> ofCase(name, lines))
        .collect(Collectors.joining("\n"));
  }

  private static String ofCase(String name, List<Line> lines) {
    List<Line> own = lines.stream().filter(line -> line.caseName().equals(name)).toList();
    String rows = own.stream().map(line -> row(line, own)).collect(Collectors.joining());
    String shares =
        own.stream()
            .filter(line -> line.cpuShares().size() > 1)
            .map(Table::shares)
            .collect(Collectors.joining());
    return "### " + name + "\n" + HEAD + rows + shares;
  }

  private static String row(Line line, List<Line> all) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %s | %s | %s | %s | %s | %.0f | %s | %s | %.2f |%n",
        line.tool(),
        line.concurrency(),
        line.guarantees().digests() ? "yes" : "no",
        line.guarantees().referrers() ? "yes" : "no",
        text(line.wallSeconds()),
        ratio(line, all, Sample::wallSeconds),
        text(line.cpuSeconds()),
        ratio(line, all, Sample::cpuSeconds),
        line.peakBytes() / MIB,
        total(line.requests()),
        methods(line.requests()),
        line.registriesCpuSeconds().median());
  }

  private static String shares(Line line) {
    return line.cpuShares().entrySet().stream()
        .map(share -> String.format(Locale.ROOT, "%s %.2f", share.getKey(), share.getValue()))
        .collect(Collectors.joining(", ", "\nCPU s of " + line.tool() + ": ", "\n"));
  }

  private static String text(Spread spread) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f–%.2f)", spread.median(), spread.min(), spread.max());
  }

  private static String ratio(Line line, List<Line> all, ToDoubleFunction<Sample> measure) {
    return Rival.of(line, all, measure)
        .map(rival -> rival.best().equals(line) ? "best peer" : text(rival.ratio()))
        .orElse("–");
  }

  private static String text(Ratio ratio) {
    if (!ratio.isBounded()) {
      return String.format(Locale.ROOT, "%.2f", ratio.mean());
    }
    String interval =
        String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", ratio.mean(), ratio.low(), ratio.high());
    return ratio.isDifference() ? interval : "no difference: " + interval;
  }

  /** A registry that keeps no log leaves none. */
  private static String total(Map<String, Integer> requests) {
    return requests.isEmpty()
        ? "–"
        : Integer.toString(requests.values().stream().mapToInt(Integer::intValue).sum());
  }

  private static String methods(Map<String, Integer> requests) {
    return requests.isEmpty()
        ? "–"
        : requests.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
