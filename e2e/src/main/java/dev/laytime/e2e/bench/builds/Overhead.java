package dev.laytime.e2e.bench.builds;

import dev.laytime.e2e.bench.Ratio;
import dev.laytime.e2e.bench.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same builds in Jobs and by their builders alone, which take turns. */
final class Overhead {

  private static final List<String> STRATEGIES = List.of("kaniko", "buildkit");

  private final Size size;
  private final JobSite site;

  Overhead(Size size, JobSite site) {
    this.size = size;
    this.site = site;
  }

  /**
   * What the rounds of a strategy came to.
   *
   * @param bare seconds of the builder alone
   */
  private record Pairs(List<Turn> jobs, List<Double> bare) {

    static Pairs none() {
      return new Pairs(new ArrayList<>(), new ArrayList<>());
    }
  }

  /** A first round, in which the node pulls the builders' images, does not count. */
  List<String> lines() {
    BareBuilder alone = new BareBuilder(site);
    Map<String, Pairs> all = new LinkedHashMap<>();
    for (int i = 0; i <= size.jobs(); i++) {
      if (i > 0) {
        site.pages().change(i);
      }
      for (String strategy : STRATEGIES) {
        Pairs pairs = i == 0 ? Pairs.none() : all.computeIfAbsent(strategy, _ -> Pairs.none());
        if (i % 2 == 0) {
          pairs.jobs().add(site.build(strategy, i));
          pairs.bare().add(alone.build(strategy, i));
        } else {
          pairs.bare().add(alone.build(strategy, i));
          pairs.jobs().add(site.build(strategy, i));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "| builder | s of a Job, from the manifest to the tag (min–max) |"
            + " s of the builder alone (min–max) | Job / alone (95 %) | more s (min–max) |");
    lines.add("| --- | ---: | ---: | ---: | ---: |");
    all.forEach((strategy, pairs) -> lines.add(line(strategy, pairs)));
    lines.add("");
    lines.add("| of a Job's median seconds | %s |".formatted(String.join(" | ", Turn.PARTS)));
    lines.add("| --- |" + " ---: |".repeat(Turn.PARTS.size()));
    all.forEach((strategy, pairs) -> lines.add(parts(strategy, pairs.jobs())));
    return lines;
  }

  private static String line(String strategy, Pairs pairs) {
    List<Double> jobs = pairs.jobs().stream().map(Turn::seconds).toList();
    List<Double> more = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      more.add(jobs.get(i) - pairs.bare().get(i));
    }
    Ratio ratio = Ratio.of(jobs, pairs.bare());
    return "| %s | %s | %s | %s | %s |"
        .formatted(
            strategy,
            Spread.of(jobs).text(),
            Spread.of(pairs.bare()).text(),
            ratio.isBounded()
                ? String.format(
                    Locale.ROOT, "%.2f (%.2f–%.2f)", ratio.mean(), ratio.low(), ratio.high())
                : String.format(Locale.ROOT, "%.2f", ratio.mean()),
            Spread.of(more).text());
  }

  private static String parts(String strategy, List<Turn> jobs) {
    List<String> medians = new ArrayList<>();
    for (int i = 0; i < Turn.PARTS.size(); i++) {
      int part = i;
      double median = Spread.of(jobs.stream().map(job -> job.parts().get(part)).toList()).median();
      medians.add(String.format(Locale.ROOT, "%.1f", median));
    }
    return "| %s | %s |".formatted(strategy, String.join(" | ", medians));
  }
}
