package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code regsync once}: one process that syncs whole repositories. */
final class RegsyncTool extends PeerTool {

  private final String regsync = Checkout.binary("regsync");

  RegsyncTool(String version, Path directory) {
    super("regsync once", version, directory);
  }

  @Override
  public List<Integer> concurrencies(Job job) {
    return switch (job) {
      case Job.OneImage _ -> List.of();
      case Job.Repositories _ -> List.of(4, 8, 16);
    };
  }

  @Override
  public Work work(Job job, int concurrency) {
    return switch (job) {
      case Job.OneImage _ -> throw new IllegalArgumentException("Not measured: " + job);
      case Job.Repositories repositories ->
          program(
              List.of(
                  regsync,
                  "once",
                  "--config",
                  write("regsync.yml", configuration(repositories, concurrency)).toString()));
    };
  }

  /** By default it sends three requests at once, however many images it is at. */
  private static String configuration(Job.Repositories job, int concurrency) {
    String hosts =
        Stream.of(host(job.source()), host(job.target()))
            .distinct()
            .map(host ->
                """
                  - registry: %s
                    tls: disabled
                    reqConcurrent: %d
                """
                    .formatted(host, concurrency))
            .collect(Collectors.joining());
    String repositories =
        job.names().stream()
            .map(name ->
                """
                  - source: %s/%s
                    target: %s/%s
                    type: repository
                """
                    .formatted(job.source(), name, job.target(), name))
            .collect(Collectors.joining());
    return """
    version: 1
    defaults:
      parallel: %d
    creds:
    %ssync:
    %s\
    """
        .formatted(concurrency, hosts, repositories);
  }
}
