package dev.laytime.e2e.counterpart;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Loopback;
import dev.laytime.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.ByteArrayInputStream;

/** Flux's own image-reflector-controller, which scans what a cluster's image repositories name. */
public final class ImageReflector {

  private static final String NAME = "image-reflector-controller";

  private ImageReflector() {}

  /** Defines its kinds in a cluster. */
  public static void define(ControlPlane cluster) {
    String definitions = Workspace.read(Checkout.binaries().resolve(NAME + ".yaml"));
    for (HasMetadata definition :
        cluster.client().load(new ByteArrayInputStream(definitions.getBytes(UTF_8))).items()) {
      cluster.client().resource(definition).create();
    }
  }

  /** Starts it for a cluster that has its kinds; it ends with the workspace. */
  public static Child start(Workspace workspace, ControlPlane cluster) {
    return workspace.startNumbered(
        Command.of(
                NAME,
                Checkout.binary(NAME),
                "--storage-path=" + workspace.directory("reflector"),
                "--metrics-addr=" + Loopback.address(Loopback.freePort()),
                "--health-addr=" + Loopback.address(Loopback.freePort()),
                "--watch-all-namespaces")
            .with("KUBECONFIG", cluster.kubeconfig(ControlPlane.ADMIN).toString())
            .with("RUNTIME_NAMESPACE", "default"));
  }
}
