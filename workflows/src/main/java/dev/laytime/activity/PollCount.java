package dev.laytime.activity;

import java.util.ArrayList;
import java.util.List;

/**
 * What a poll, or a page of it, came to.
 *
 * @param looked how many images and repositories were looked at
 * @param offered how many images their lives are offered
 * @param fresh how many of those nobody knew before
 * @param withheld how many are not offered: forbidden, in a dry run, or left for the next poll
 * @param troubles how many could not be looked at, or copied: unknown, never absent
 * @param causes why, of the first ten
 * @param copied how many were copied by the poll itself
 * @param unlisted how many repositories could not be listed, or registries that are to list those:
 *     nobody knows what there is; they are among the troubles
 */
public record PollCount(
    int looked,
    int offered,
    int fresh,
    int withheld,
    int troubles,
    List<String> causes,
    int copied,
    int unlisted) {

  private static final int MOST_CAUSES = 10;

  /** Nothing yet. */
  public static final PollCount NONE = new PollCount(0, 0, 0, 0, 0, List.of());

  public PollCount {
    causes = List.copyOf(causes.subList(0, Math.min(causes.size(), MOST_CAUSES)));
  }

  /** Where everything was listed. */
  public PollCount(
      int looked,
      int offered,
      int fresh,
      int withheld,
      int troubles,
      List<String> causes,
      int copied) {
    this(looked, offered, fresh, withheld, troubles, causes, copied, 0);
  }

  /** Where the poll itself copies nothing. */
  public PollCount(
      int looked, int offered, int fresh, int withheld, int troubles, List<String> causes) {
    this(looked, offered, fresh, withheld, troubles, causes, 0);
  }

  /** So many were copied. */
  public static PollCount ofCopies(int copied) {
    return new PollCount(0, 0, 0, 0, 0, List.of(), copied);
  }

  /** Nobody knows what a repository or a registry has. */
  public static PollCount ofUnlisted(String cause) {
    return new PollCount(1, 0, 0, 0, 1, List.of(cause), 0, 1);
  }

  /** Both together. */
  public PollCount plus(PollCount other) {
    List<String> all = new ArrayList<>(causes);
    all.addAll(other.causes);
    return new PollCount(
        looked + other.looked,
        offered + other.offered,
        fresh + other.fresh,
        withheld + other.withheld,
        troubles + other.troubles,
        all,
        copied + other.copied,
        unlisted + other.unlisted);
  }

  /** For people, in one line. */
  public String text() {
    String all =
        "%d looked at, %d offered, %d of them new, %d withheld; %d could not be looked at"
            .formatted(looked, offered, fresh, withheld, troubles);
    return copied == 0 ? all : all + "; %d copied".formatted(copied);
  }
}
