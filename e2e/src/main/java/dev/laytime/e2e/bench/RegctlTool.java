package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code regctl image copy}, with {@code --referrers} where these are wanted. */
final class RegctlTool extends PeerTool {

  private final String regctl = Checkout.binary("regctl");

  RegctlTool(String version, Path directory) {
    super("regctl image copy", version, directory);
  }

  @Override
  public boolean copiesReferrers() {
    return true;
  }

  @Override
  public List<Integer> concurrencies(Job job) {
    return switch (job) {
      case Job.OneImage _ -> List.of(1);
      case Job.Repositories _ -> List.of();
    };
  }

  @Override
  public Work work(Job job, int concurrency) {
    Move move = job.moves().getFirst();
    List<String> words = new ArrayList<>(List.of(regctl));
    words.add("--host=reg=" + host(move.source()) + ",tls=disabled");
    words.add("--host=reg=" + host(move.target()) + ",tls=disabled");
    words.addAll(List.of("image", "copy"));
    if (job.referrers()) {
      words.add("--referrers");
    }
    words.addAll(List.of(move.source(), move.target()));
    return program(words);
  }
}
