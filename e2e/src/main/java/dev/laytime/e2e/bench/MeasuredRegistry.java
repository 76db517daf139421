package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.OlaregRegistry;
import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Workspace;

/** A registry that tells what it was asked for. */
record MeasuredRegistry(RegistryServer server, Child process, AccessLog log, Runnable end)
    implements AutoCloseable {

  /** The registries that there are. */
  enum Kind {
    DISTRIBUTION,
    OLAREG
  }

  /** Starts an empty one. */
  static MeasuredRegistry start(Kind kind, Workspace workspace) {
    return switch (kind) {
      case DISTRIBUTION -> {
        DistributionRegistry registry = DistributionRegistry.start(workspace);
        Child process = registry.process();
        yield new MeasuredRegistry(
            registry, process, new AccessLog(process.output()), registry::close);
      }
      case OLAREG -> {
        OlaregRegistry registry = OlaregRegistry.logging(workspace);
        Child process = registry.process();
        yield new MeasuredRegistry(
            registry, process, new AccessLog(process.errors()), registry::close);
      }
    };
  }

  @Override
  public void close() {
    end.run();
  }
}
