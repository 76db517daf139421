package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.counterpart.Regctl;
import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.harness.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Looks whether a tool has done what it was measured for. */
record Check(Crane crane, Regctl regctl, RegistryServer source, Random random) {

  private static final int LOOKS = 5;

  static Check in(Workspace workspace, RegistryServer source, Random random) {
    return new Check(new Crane(workspace), Regctl.in(workspace), source, random);
  }

  /**
   * Looks at some of the images.
   *
   * @throws IllegalStateException if one is not what it was, or lacks a referrer
   */
  void check(Tool tool, Job job, RegistryServer target) {
    List<Move> moves = new ArrayList<>(job.moves());
    Collections.shuffle(moves, random);
    for (Move move : moves.subList(0, Math.min(LOOKS, moves.size()))) {
      require(tool, move, move.digest().value().equals(crane.digest(move.target())));
      if (tool.guarantees(job).referrers()) {
        require(
            tool, move, referrers(source, move.source()).equals(referrers(target, move.target())));
      }
    }
  }

  private List<String> referrers(RegistryServer registry, String image) {
    return regctl.referrers(registry, image);
  }

  private static void require(Tool tool, Move move, boolean truth) {
    if (!truth) {
      throw new IllegalStateException(tool.name() + " changed " + move);
    }
  }
}
