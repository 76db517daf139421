package dev.laytime.starter.report;

import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.lifecycle.Why;
import dev.laytime.promotion.Gate;
import dev.laytime.starter.output.ByteCount;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.PlainText;
import dev.laytime.view.WhyView.OneLife;
import dev.laytime.view.WhyView.Promoted;
import dev.laytime.view.WhyView.SourceWord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stage image, dead or alive, in words. */
final class LifeText {

  private final Instant now;
  private final StringBuilder text = new StringBuilder();

  LifeText(Instant now) {
    this.now = now;
  }

  String of(OneLife life) {
    line(life.image());
    if (life.why() == null) {
      dead(life.obituaries());
    } else {
      alive(life.why());
    }
    facts("decided", life.decided());
    facts("trouble", life.trouble());
    promotions(life.promotions());
    sources(life.sources());
    story(life.story());
    obituaries(life.obituaries());
    return text.toString();
  }

  private void alive(Why why) {
    fact("state", why.state() + until(why.deadline()));
    fact("digest", why.digest());
    fact("stage", why.stage());
    fact("source", why.source());
    fact("first seen", why.firstSeen() == null ? null : Moment.text(why.firstSeen(), now));
    facts("because", why.reasons());
    fact(
        "next",
        why.next() == null
            ? "decides again when something changes"
            : "decides again " + Moment.text(why.next(), now));
    fact("pin", why.pin());
    fact("attempts", why.attempts() == 0 ? null : why.attempts() + " failed in a row");
    facts("refused", why.refusals());
  }

  private void dead(List<Obituary> obituaries) {
    if (obituaries.isEmpty()) {
      fact("state", "no life, and never had one");
    } else {
      Obituary last = obituaries.getFirst();
      fact("state", "gone: %s %s".formatted(last.cause(), Moment.text(last.at(), now)));
    }
  }

  private void promotions(List<Promoted> promotions) {
    if (!promotions.isEmpty()) {
      line("  promotions");
    }
    for (Promoted promotion : promotions) {
      String proof = promotion.proof();
      line(
          "    %s  %s%s"
              .formatted(
                  promotion.id(),
                  promotion.state(),
                  promotion.cause().isEmpty() ? "" : ": " + promotion.cause()));
      line(
          "      %s by %s, for %s%s, %s"
              .formatted(
                  promotion.takes() ? "from here to " + promotion.stage() : "brings it here",
                  promotion.path(),
                  promotion.by(),
                  proof == null ? "" : " (%s)".formatted(proof),
                  Moment.text(promotion.at(), now)));
      promotion
          .waitsFor()
          .forEach(gate ->
              line(
                  "      gate %s %s: %s"
                      .formatted(
                          gate.gate(),
                          gate.verdict() == Gate.Verdict.FAILED ? "failed" : "waits",
                          gate.reason())));
    }
  }

  private void sources(List<SourceWord> sources) {
    if (!sources.isEmpty()) {
      line("  sources");
    }
    int width = sources.stream().mapToInt(word -> word.source().length()).max().orElse(0);
    for (SourceWord word : sources) {
      line(
          "    %s%s  %-9s  %s"
              .formatted(
                  word.source(),
                  " ".repeat(width - word.source().length()),
                  word.says(),
                  word.at() == null ? "never complete" : Moment.text(word.at(), now)));
      word.why().forEach(why -> line("      " + PlainText.oneLine(why)));
      if (word.lacks() != null) {
        line("      but " + PlainText.oneLine(word.lacks()));
      }
    }
  }

  private void story(List<Event> story) {
    if (!story.isEmpty()) {
      line("  story");
    }
    for (Event event : story) {
      line("    %s  %-11s  %s".formatted(Moment.text(event.at()), event.state(), event.text()));
    }
  }

  private void obituaries(List<Obituary> obituaries) {
    if (!obituaries.isEmpty()) {
      line("  obituaries");
    }
    for (Obituary obituary : obituaries) {
      line("    %s  %s".formatted(Moment.text(obituary.at()), obituary.cause()));
      if (obituary.digest() != null) {
        line(
            "      %s, %s released"
                .formatted(obituary.digest(), ByteCount.text(obituary.releasedBytes())));
      }
      obituary.proof().forEach(proof -> line("      proof: " + PlainText.oneLine(proof)));
    }
  }

  private String until(@Nullable Instant deadline) {
    return deadline == null ? "" : " until " + Moment.text(deadline, now);
  }

  private void fact(String name, @Nullable Object value) {
    if (value != null) {
      facts(name, List.of(value.toString()));
    }
  }

  private void facts(String name, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      line("  %-10s %s".formatted(i == 0 ? name : "", PlainText.oneLine(values.get(i))));
    }
  }

  /** Leading blanks are ours; whatever else is unfit for a terminal is not. */
  private void line(String words) {
    int indent = words.length() - words.stripLeading().length();
    text.append(" ".repeat(indent)).append(PlainText.oneLine(words)).append("\n");
  }
}
