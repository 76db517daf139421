package dev.laytime.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a registry has told of who pulled an image. It counts as telling as long as it tells of our
 * own pulls, too: that nothing was told of others says nothing where nothing is told at all.
 *
 * <p>It proves something only by what it told of a pull that was made after the deadline, as a
 * source of use does by a scan that started after it.
 *
 * @param last when the image was last pulled by somebody else; null where nobody was told
 * @param since from when on every pull was told; null where that was never shown
 * @param until when the last pull was made up to which all was told, pulls of our own among it;
 *     null for none
 * @param slowest the process of the registry that has told of no more than that; null where of our
 *     own pulls no more was told
 * @param patience how long after that the registry still counts as telling
 * @param notBefore a pull of our own must have been made after this instant
 * @param pause after which more may be known
 */
public record PullRecord(
    @Nullable Instant last,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String slowest,
    Duration patience,
    Instant notBefore,
    Duration pause) {

  /**
   * Why an image stays for as long as it was pulled within a time; empty where all of that time was
   * told, and no pull in it.
   *
   * @param window how long each pull counts
   */
  List<Retention.Kept> keeps(Duration window, Instant now) {
    List<Retention.Kept> kept = new ArrayList<>();
    if (last != null && now.isBefore(last.plus(window))) {
      Instant end = last.plus(window);
      kept.add(new Retention.Kept("pulled at %s, until %s".formatted(last, end), end));
    }
    if (since == null || until == null) {
      kept.add(again("the registry has not told of any pull yet, not even of our own", now));
    } else if (now.isAfter(until.plus(patience))) {
      kept.add(again(silence() + until, now));
    } else if (now.isBefore(since.plus(window))) {
      Instant end = since.plus(window);
      kept.add(
          new Retention.Kept(
              "all pulls are told only since %s: nobody knows before %s that there was none in %s"
                  .formatted(since, end, window),
              end));
    } else if (kept.isEmpty() && until.isBefore(end(since, window))) {
      kept.add(again(yet() + end(since, window), now));
    } else if (kept.isEmpty() && !until.isAfter(notBefore)) {
      kept.add(again(yet() + notBefore, now));
    }
    return kept;
  }

  private String silence() {
    return slowest == null
        ? "the registry has told of no pull of our own since "
        : "process %s of the registry has told of no pull since ".formatted(slowest);
  }

  private String yet() {
    return "%s has yet to tell of a pull after "
        .formatted(
            slowest == null ? "the registry" : "process %s of the registry".formatted(slowest));
  }

  /** When the time is over in which a pull would have counted. */
  private Instant end(Instant start, Duration window) {
    return last == null || last.isBefore(start) ? start.plus(window) : last.plus(window);
  }

  private Retention.Kept again(String reason, Instant now) {
    return new Retention.Kept(reason, now.plus(pause));
  }

  /** What it has looked through, for a proof. */
  public String text() {
    return "pulls: %s; all of them are told from %s to %s"
        .formatted(last == null ? "none told" : "none told since " + last, since, until);
  }
}
