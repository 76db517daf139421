package dev.laytime.e2e.bench.mirrors;

import dev.laytime.e2e.bench.Ratio;
import dev.laytime.e2e.bench.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What the passes of both tools came to, round by round.
 *
 * @param what they did, for people
 */
record Passes(String what, List<Pass> laytime, List<Pass> regsync) {

  static Passes of(String what) {
    return new Passes(what, new ArrayList<>(), new ArrayList<>());
  }

  static List<String> head() {
    return List.of(
        "| pass | tool | wall s (min–max) | CPU s (min–max) | requests at the source | by method |",
        "| --- | --- | ---: | ---: | ---: | --- |");
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(row("laytime", laytime));
    lines.add(row("regsync", regsync));
    lines.add(
        "| | laytime / regsync | %s | %s | %s | |"
            .formatted(
                ratio(Pass::wallSeconds), ratio(Pass::cpuSeconds), ratio(pass -> pass.total())));
    return lines;
  }

  private String row(String tool, List<Pass> passes) {
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(
            what,
            tool,
            spread(passes, Pass::wallSeconds),
            spread(passes, Pass::cpuSeconds),
            passes.getLast().total(),
            passes.getLast().requests());
  }

  private static String spread(List<Pass> passes, ToDoubleFunction<Pass> measure) {
    return Spread.of(passes.stream().map(measure::applyAsDouble).toList()).text();
  }

  private String ratio(ToDoubleFunction<Pass> measure) {
    Ratio ratio =
        Ratio.of(
            laytime.stream().map(measure::applyAsDouble).toList(),
            regsync.stream().map(measure::applyAsDouble).toList());
    return ratio.isBounded()
        ? String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", ratio.mean(), ratio.low(), ratio.high())
        : String.format(Locale.ROOT, "%.2f", ratio.mean());
  }
}
