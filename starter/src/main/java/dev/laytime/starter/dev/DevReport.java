package dev.laytime.starter.dev;

import dev.laytime.starter.output.Report;
import dev.laytime.starter.temporal.RunningWorker;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is, as {@code -o json} shows it.
 *
 * @param api the worker's
 * @param temporal host and port of the Temporal service
 * @param ui its UI; null where it has none
 * @param registry host and port
 * @param state the directory that keeps it all
 * @param config the file of its stages; null where none was named or found
 * @param tokenFile the file of the token for writes; null where it has none
 */
record DevReport(
    String api,
    String temporal,
    @Nullable String ui,
    @Nullable String registry,
    String state,
    @Nullable String config,
    @Nullable String tokenFile)
    implements Report {

  private static final String USUAL_API = "http://127.0.0.1:8480";

  static DevReport of(RunningWorker worker, @Nullable String ui, DevOptions options) {
    return new DevReport(
        worker.server(),
        worker.temporal().address(),
        ui,
        worker.registry(),
        options.state().toString(),
        options.config() == null ? null : options.config().toString(),
        worker.tokenFile());
  }

  @Override
  public String text() {
    return """
    laytime is ready; Ctrl-C ends it
      API        %s
      Temporal   %s
      UI         %s
      registry   %s
      state      %s
      config     %s
      try        %s%s
    """
        .formatted(
            api,
            temporal,
            ui == null ? "none: this Temporal is in memory (install 'temporal' for one)" : ui,
            registry,
            state,
            config == null ? "none: no stages (name a file with --config)" : config,
            config == null
                ? "laytime mirror docker.io/library/alpine:3.20 %s/library/alpine:3.20"
                    .formatted(registry)
                : "laytime images",
            api.equals(USUAL_API) ? "" : " --server " + api);
  }
}
