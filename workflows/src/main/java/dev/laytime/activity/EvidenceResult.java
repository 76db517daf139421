package dev.laytime.activity;

import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.Word;
import java.util.List;

/**
 * The answer.
 *
 * @param inquiry {@code proven}, or {@code later} with the reasons
 * @param words of the sources that name it
 * @param unlearned whether what the image is made of is not written down
 */
public record EvidenceResult(Inquiry inquiry, List<Word> words, boolean unlearned) {

  /** With all of it written down. */
  public EvidenceResult(Inquiry inquiry, List<Word> words) {
    this(inquiry, words, false);
  }

  public EvidenceResult {
    words = List.copyOf(words);
  }
}
