package dev.laytime.e2e.counterpart;

import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Laytime's own registry, which can behave as others do. */
public record InProcessRegistry(EmbeddedRegistry registry) implements RegistryServer {

  /** Starts an empty one that ends with the workspace. */
  public static InProcessRegistry start(Workspace workspace, Behaviour... behaviours) {
    try {
      EmbeddedRegistry registry =
          workspace.keep(EmbeddedRegistry.start(workspace.directory("registry"), 0));
      List.of(behaviours).forEach(registry.behaviours()::turnOn);
      return new InProcessRegistry(registry);
    } catch (IOException e) {
      throw new UncheckedIOException("Start a registry in this process", e);
    }
  }

  @Override
  public String host() {
    return registry.address();
  }
}
