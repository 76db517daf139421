package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that takes part, and what it is.
 *
 * @param all the tools
 * @param versions of the tools and the servers, by name
 */
record Tools(List<Tool> all, Map<String, String> versions) {

  /** Laytime's ways for this benchmark, and the others; skopeo only where it is installed. */
  static Tools of(Workspace workspace, Options options) {
    return new Finder(workspace).find(options);
  }

  private record Finder(Workspace workspace) {

    Tools find(Options options) {
      List<Tool> tools = new ArrayList<>();
      TemporalServer temporal = TemporalServer.start(workspace);
      LaytimeWorker worker = LaytimeWorker.asDocumented(workspace, temporal);
      tools.add(resident(options, worker, temporal));
      tools.add(
          new LaytimeCommand(
              "laytime mirror, by itself", laytime(), LaytimeCli.alone(workspace), Map.of()));
      tools.addAll(peers());
      Map<String, String> versions = new LinkedHashMap<>();
      tools.forEach(tool -> versions.put(tool.name(), tool.version()));
      versions.put("Temporal", version(Checkout.binary("temporal"), "--version"));
      versions.put("registry", registry(options.registry()));
      return new Tools(tools, versions);
    }

    private Tool resident(Options options, LaytimeWorker worker, TemporalServer temporal) {
      return options.benchmark().equals("copy")
          ? new LaytimeCommand(
              "laytime mirror, with worker and Temporal",
              laytime(),
              LaytimeCli.beside(workspace, worker),
              Map.of("worker", worker.process(), "temporal", temporal.process()))
          : new LaytimeResident(laytime(), worker, temporal);
    }

    private List<Tool> peers() {
      Path directory = workspace.directory("peers");
      List<Tool> peers = new ArrayList<>();
      peers.add(new CraneTool(version(Checkout.binary("crane"), "version"), directory));
      peers.add(new RegctlTool(regclient("regctl"), directory));
      if (isThere("regsync")) {
        peers.add(new RegsyncTool(regclient("regsync"), directory));
      }
      if (isThere("skopeo")) {
        peers.add(new SkopeoTool(version(Checkout.binary("skopeo"), "--version"), directory));
      }
      return peers;
    }

    private String registry(MeasuredRegistry.Kind kind) {
      return switch (kind) {
        case DISTRIBUTION ->
            "distribution " + last(version(Checkout.binary("distribution"), "--version"));
        case OLAREG -> "olareg " + regclient("olareg");
      };
    }

    private static String last(String text) {
      return text.substring(text.lastIndexOf(' ') + 1);
    }

    private String laytime() {
      return version(Checkout.root().resolve("laytime").toString(), "version");
    }

    private String regclient(String tool) {
      return version(Checkout.binary(tool), "version", "--format={{.VCSTag}}");
    }

    private static boolean isThere(String name) {
      return Files.isExecutable(Checkout.root().resolve("e2e/counterparts/bin").resolve(name));
    }

    private String version(String... line) {
      Command command = Command.of("version").with(List.of(line));
      String said = workspace.run(command, Duration.ofMinutes(10)).orThrow();
      return said.lines().findFirst().orElse("");
    }
  }
}
