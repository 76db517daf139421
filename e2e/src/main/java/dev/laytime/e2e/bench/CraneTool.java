package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.Checkout;
import java.nio.file.Path;
import java.util.List;

/** {@code crane cp}, and {@code crane cp --all-tags} for repositories. */
final class CraneTool extends PeerTool {

  private final String crane = Checkout.binary("crane");

  CraneTool(String version, Path directory) {
    super("crane cp", version, directory);
  }

  @Override
  public Work work(Job job, int concurrency) {
    return switch (job) {
      case Job.OneImage(_, Move move, _) ->
          program(List.of(crane, "cp", move.source(), move.target()));
      case Job.Repositories(_, String source, String target, List<String> names, _) ->
          atOnce(
              concurrency,
              names,
              List.of(crane, "cp", "-a", source + "/REPOSITORY", target + "/REPOSITORY"));
    };
  }
}
