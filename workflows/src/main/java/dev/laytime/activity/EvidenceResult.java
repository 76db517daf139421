package dev.laytime.activity;

import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.Word;
import java.util.List;

/**
 * The answer.
 *
 * @param inquiry {@code proven}, or {@code later} with the reasons
 * @param words of the sources that name it
 */
public record EvidenceResult(Inquiry inquiry, List<Word> words) {
  public EvidenceResult {
    words = List.copyOf(words);
  }
}
