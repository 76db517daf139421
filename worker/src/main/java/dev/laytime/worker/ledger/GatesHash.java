package dev.laytime.worker.ledger;

import dev.laytime.image.Sha256;
import dev.laytime.mirror.TagPattern;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a path is, where its stages are and what all its gates are, as one value: what was approved
 * under one does not count under another. Its text is spelled out here and does not depend on how
 * Java prints anything; it is made by activities alone.
 */
final class GatesHash {

  /** Another form has another number, and no approval of the former counts. */
  private static final String FORM = "laytime path 3";

  private static final int DIGITS = 64;

  private GatesHash() {}

  /**
   * Of a path as it is now.
   *
   * @param named what its gates name
   * @return 64 hex digits
   */
  static String of(PromotionPath path, PathFit places, List<GateSettings.Named> named) {
    Text text = new Text();
    text.all("form", List.of(FORM));
    text.all("name", List.of(path.name()));
    text.all("from", List.of(place(path.from(), places)));
    text.all("to", List.of(place(path.to(), places)));
    text.sorted("replicas", path.replicas().stream().map(name -> place(name, places)).toList());
    text.sorted("repositories", path.repositories());
    text.sorted("tags", path.tags().stream().map(GatesHash::text).toList());
    text.sorted("floating", path.floating());
    text.all("moves", List.of(path.moves()));
    text.all("keep-last", List.of(path.keepLast()));
    text.all("expiry", List.of(path.expiry()));
    text.all("automatic", List.of(path.automatic().name()));
    text.sorted("git", path.git());
    text.sorted("line", path.line() == null ? List.of() : List.of(path.line()));
    text.all("gates", List.of(path.gates().size()));
    path.gates().forEach(gate -> write(gate, text));
    named.forEach(one -> text.all(one.name(), one.texts()));
    return Sha256.name(DIGITS, text.parts.toArray());
  }

  /** A stage that is elsewhere is another one, whatever it is called. */
  private static String place(String stage, PathFit places) {
    return places.prefix(stage).map(prefix -> stage + " " + prefix).orElse(stage);
  }

  private static void write(Gate gate, Text text) {
    text.all("gate", List.of(gate.kind(), gate.name()));
    switch (gate) {
      case Gate.Signed signed -> text.all("verifier", List.of(signed.verifier()));
      case Gate.Attested attested -> {
        text.all("verifier", List.of(attested.verifier()));
        text.all("predicate-type", List.of(attested.predicateType()));
      }
      case Gate.Soaked soaked -> text.all("at-least", List.of(soaked.atLeast()));
      case Gate.Checked _ -> {}
      case Gate.Approved approved -> {
        text.all("count", List.of(approved.count()));
        text.all("verified", List.of(approved.verified()));
        text.sorted("from", approved.from());
        text.sorted("proof", approved.proof() == null ? List.of() : List.of(approved.proof()));
        text.sorted("orders", approved.orders());
      }
      case Gate.Commanded commanded -> {
        text.all("command", commanded.command());
        text.all("timeout", List.of(commanded.timeout()));
      }
      case Gate.Worked worked -> {
        text.all("job", List.of(worked.job()));
        text.all("timeout", List.of(worked.timeout()));
      }
      case Gate.Opened opened -> {
        text.sorted("days", opened.days().stream().map(DayOfWeek::name).toList());
        text.all("from", List.of(opened.from()));
        text.all("to", List.of(opened.to()));
        text.all("zone", List.of(opened.zone().getId()));
      }
    }
  }

  private static String text(TagPattern pattern) {
    return switch (pattern) {
      case TagPattern.Exact(var tag) -> "exact " + tag.value();
      case TagPattern.Wildcard(var glob) -> "wildcard " + glob;
      case TagPattern.Regex(var regex) -> "regex " + regex;
      case TagPattern.Range(var range) -> "range " + range;
      case TagPattern.Versions(var versions, var candidates) ->
          "versions %s %s".formatted(candidates, versions);
    };
  }

  /** Names and their values; how many there are keeps one name's apart from the next one's. */
  private static final class Text {

    private final List<Object> parts = new ArrayList<>();

    void all(String name, List<?> values) {
      parts.add(name);
      parts.add(values.size());
      parts.addAll(values);
    }

    /** Where the order makes no difference. */
    void sorted(String name, Collection<String> values) {
      all(name, values.stream().sorted().toList());
    }
  }
}
