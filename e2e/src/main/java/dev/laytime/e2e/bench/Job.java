package dev.laytime.e2e.bench;

import java.util.List;

/** What a tool does while it is measured. */
sealed interface Job {

  /** The case, as the table names it. */
  String title();

  /** Every image that is copied. */
  List<Move> moves();

  /** Whether referrers are wanted, where a tool can. */
  boolean referrers();

  /** One image, whole. */
  record OneImage(String title, Move move, boolean referrers) implements Job {
    @Override
    public List<Move> moves() {
      return List.of(move);
    }
  }

  /**
   * Every tag of some repositories.
   *
   * @param source what stands before a repository's name, as in {@code HOST/many}
   * @param target the same of where the tags shall be
   */
  record Repositories(
      String title, String source, String target, List<String> names, List<Move> moves)
      implements Job {

    public Repositories {
      names = List.copyOf(names);
      moves = List.copyOf(moves);
    }

    @Override
    public boolean referrers() {
      return false;
    }
  }
}
