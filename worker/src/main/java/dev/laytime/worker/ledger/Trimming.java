package dev.laytime.worker.ledger;

import dev.laytime.lifecycle.Why;
import dev.laytime.lifecycle.Word;
import java.util.List;

/** Keeps an answer within its cell, however long the texts in it are. */
final class Trimming {

  private static final int MOST_REASONS = 20;
  private static final int MOST_WORDS = 100;
  private static final int LONGEST_REASON = 2000;
  private static final int LONGEST_TEXT = 300;

  private final Json json;

  Trimming(Json json) {
    this.json = json;
  }

  /** The answer as JSON. */
  String text(Why why) {
    return json.write(
        new Why(
            why.image(),
            why.state(),
            why.digest(),
            why.stage(),
            why.source(),
            why.firstSeen(),
            cut(why.reasons(), MOST_REASONS, LONGEST_REASON),
            why.next(),
            why.deadline(),
            why.words().stream().limit(MOST_WORDS).map(Trimming::cut).toList(),
            why.pin(),
            why.attempts(),
            cut(why.refusals(), MOST_REASONS, LONGEST_REASON)));
  }

  private static Word cut(Word word) {
    return new Word(
        word.source(),
        word.epoch(),
        word.seenAt(),
        word.count(),
        Cells.cut(word.strongest(), LONGEST_TEXT),
        cut(word.first(), word.first().size(), LONGEST_TEXT),
        word.keepsOnly());
  }

  private static List<String> cut(List<String> texts, int most, int longest) {
    return texts.stream().limit(most).map(text -> Cells.cut(text, longest)).toList();
  }
}
