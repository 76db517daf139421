package dev.laytime.e2e.bench.clusters;

import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Reference;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Qebbeq's own controller: it writes an {@code Image} object for each image that Pods name.
 *
 * @param program of its release build
 * @param host of the registry whose images it follows, as in {@code 127.0.0.1:5000}
 */
record QebbeqFollower(Workspace workspace, ControlPlane cluster, Path program, String host)
    implements Follower {

  private static final String NAMESPACE = "qebbeq";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Makes its kinds known to the cluster, and the namespace that it writes into. */
  void prepare() {
    byte[] kinds = workspace.bytes(command().with(List.of("--print-crd")), PATIENCE);
    cluster
        .client()
        .load(new ByteArrayInputStream(kinds))
        .items()
        .forEach(kind -> cluster.client().resource(kind).create());
    cluster.namespace(NAMESPACE);
  }

  @Override
  public String name() {
    return "qebbeq";
  }

  @Override
  public Child start() {
    return workspace.startNumbered(command());
  }

  /** There is an {@code Image} object. */
  @Override
  public boolean knows(Reference image) {
    return cluster
        .client()
        .genericKubernetesResources("qebbeq.tuco86.dev/v1alpha1", "Image")
        .inNamespace(NAMESPACE)
        .list()
        .getItems()
        .stream()
        .anyMatch(object -> image.text().equals(object.get("spec", "image")));
  }

  /** It calls crane for everything that concerns a registry. */
  private Command command() {
    Path tools = Path.of(Checkout.binary("crane")).getParent();
    return Command.of(
            "qebbeq",
            program.toString(),
            "--registry-host=" + host,
            "--controller-namespace=" + NAMESPACE)
        .with("KUBECONFIG", cluster.kubeconfig(ControlPlane.ADMIN).toString())
        .with("PATH", tools + ":" + System.getenv("PATH"));
  }
}
