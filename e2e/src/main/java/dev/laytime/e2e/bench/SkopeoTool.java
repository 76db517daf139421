package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.Checkout;
import java.nio.file.Path;
import java.util.List;

/** {@code skopeo copy --all}, and {@code skopeo sync --all} for repositories. */
final class SkopeoTool extends PeerTool {

  private final String skopeo = Checkout.binary("skopeo");

  SkopeoTool(String version, Path directory) {
    super("skopeo copy/sync --all", version, directory);
  }

  @Override
  public Work work(Job job, int concurrency) {
    return switch (job) {
      case Job.OneImage(_, Move move, _) ->
          program(
              List.of(
                  skopeo,
                  "--insecure-policy",
                  "copy",
                  "--all",
                  "--src-tls-verify=false",
                  "--dest-tls-verify=false",
                  "docker://" + move.source(),
                  "docker://" + move.target()));
      case Job.Repositories(_, String source, String target, List<String> names, _) ->
          atOnce(concurrency, names, sync(source, target));
    };
  }

  /** It puts a repository's last name behind the target by itself. */
  private List<String> sync(String source, String target) {
    return List.of(
        skopeo,
        "--insecure-policy",
        "sync",
        "--all",
        "--src=docker",
        "--dest=docker",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        source + "/REPOSITORY",
        target);
  }
}
