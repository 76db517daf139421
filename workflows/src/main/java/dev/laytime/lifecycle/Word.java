package dev.laytime.lifecycle;

import java.time.Instant;
import java.util.List;

/**
 * What one source of use last said of an image.
 *
 * @param source its name
 * @param epoch the ledger's number of that source's scan; an older word is ignored
 * @param seenAt when that scan started
 * @param count how many objects name the image; 0 for none
 * @param strongest the weightiest reason, for people; empty where there is none
 * @param first the first ten objects, for people
 */
public record Word(
    String source, long epoch, Instant seenAt, int count, String strongest, List<String> first) {

  public Word {
    first = List.copyOf(first.subList(0, Math.min(first.size(), 10)));
  }
}
