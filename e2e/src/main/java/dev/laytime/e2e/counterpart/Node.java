package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Loopback;
import dev.laytime.e2e.harness.Outlasting;
import dev.laytime.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.NodeCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's real node: a kubelet and containerd, which pull images and run Pods, on a network of
 * theirs or on the host's. It needs root.
 *
 * <p>All of it lives in namespaces of mounts and of processes of its own: when the first of these
 * processes ends, whatever runs there ends with it, and nothing stays mounted. It sees empty {@code
 * /run}, {@code /var/lib} and {@code /var/log}.
 */
public final class Node implements Outlasting {

  /**
   * What it is called in the cluster. Its API server asks for logs at this name, which must lead to
   * the kubelet on any machine.
   */
  public static final String NAME = "localhost";

  private static final String DIRECTORY = "node";

  private static final Duration START = Duration.ofMinutes(2);

  private final Path data;
  private final @Nullable PodNetwork network;
  private final ControlGroups groups;
  private final Child process;

  private Node(
      Workspace workspace,
      ControlPlane cluster,
      String pause,
      @Nullable PodNetwork network,
      List<String> plain) {
    this.data = workspace.directory(DIRECTORY);
    this.network = network;
    write("containerd.toml", containerd(pause) + registries(plain));
    write("network/pods.conflist", network == null ? NO_NETWORK : NETWORK);
    if (network != null) {
      program("plugins/pods", network.plugin());
      program("plugins/loopback", PodNetwork.LOOPBACK);
    }
    write("node.sh", SCRIPT);
    int port = Loopback.freePort();
    // A kubelet ends what it does not know below its group: each has one of its own.
    this.groups =
        ControlGroups.make("laytime-node-%d-%d".formatted(ProcessHandle.current().pid(), port));
    write("kubelet.yaml", kubelet(port, cluster.shownToKubelets()));
    this.process = workspace.startNumbered(namespaces(cluster));
  }

  /**
   * Starts the only one of a cluster and waits until it is ready; it ends with the workspace. It
   * takes Pods that are on the host's network.
   *
   * @param pause an image of a program that waits, in a registry on this machine
   */
  public static Node start(Workspace workspace, ControlPlane cluster, String pause) {
    return ready(new Node(workspace, cluster, pause, null, List.of()), workspace, cluster);
  }

  /** The same with Pods on a network. */
  public static Node start(
      Workspace workspace, ControlPlane cluster, String pause, PodNetwork network) {
    return start(workspace, cluster, pause, network, List.of());
  }

  /**
   * The same.
   *
   * @param plain registries, besides those of 127.0.0.1, that it speaks to without TLS
   */
  public static Node start(
      Workspace workspace,
      ControlPlane cluster,
      String pause,
      PodNetwork network,
      List<String> plain) {
    return ready(new Node(workspace, cluster, pause, network, plain), workspace, cluster);
  }

  private static Node ready(Node node, Workspace workspace, ControlPlane cluster) {
    workspace.keep(node);
    Await.until("the node is ready", START, () -> isReady(cluster));
    return node;
  }

  /** What the containers of all Pods of a namespace have written that are there now. */
  public String logs(String namespace) {
    return logs(namespace, "");
  }

  /**
   * The same of some of them.
   *
   * @param pod how their names begin
   */
  public String logs(String namespace, String pod) {
    try (Stream<Path> pods = Files.list(data.resolve("logs"))) {
      return pods.filter(each -> each.getFileName().toString().startsWith(namespace + "_" + pod))
          .map(Node::log)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("Read the logs of " + namespace, e);
    }
  }

  private static String log(Path pod) {
    try (Stream<Path> files = Files.walk(pod)) {
      return files
          .filter(Files::isRegularFile)
          .map(Workspace::read)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + pod, e);
    }
  }

  @Override
  public void close() {
    process.cutPower();
    groups.close();
  }

  private static boolean isReady(ControlPlane cluster) {
    var node = cluster.client().nodes().withName(NAME).get();
    return node != null && node.getStatus().getConditions().stream().anyMatch(Node::saysReady);
  }

  private static boolean saysReady(NodeCondition condition) {
    return condition.getType().equals("Ready") && condition.getStatus().equals("True");
  }

  private Command namespaces(ControlPlane cluster) {
    return Command.of(
        DIRECTORY,
        "unshare",
        "--mount",
        "--pid",
        "--fork",
        "--kill-child",
        "--mount-proc",
        "sh",
        data.resolve("node.sh").toString(),
        data.toString(),
        Checkout.binary("containerd"),
        Checkout.binary("kubelet"),
        "--config=" + data.resolve("kubelet.yaml"),
        "--kubeconfig=" + cluster.kubeconfig(ControlPlane.ADMIN),
        "--root-dir=" + data.resolve("kubelet"),
        "--cert-dir=" + data.resolve("certs"),
        "--hostname-override=" + NAME,
        "--node-ip=" + (network == null ? address().getHostAddress() : network.node()));
  }

  /** The kubelet takes no loopback address for the node's; it listens on none but that. */
  private static InetAddress address() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("A node needs an IPv4 address besides 127.0.0.1"));
    } catch (SocketException e) {
      throw new UncheckedIOException("Look for an address", e);
    }
  }

  private static final String SCRIPT =
      """
      set -eu
      data=$1 containerd=$2
      shift 2
      for place in /run /var/lib /var/log; do
        mount -t tmpfs node "$place"
      done
      "$containerd" --config "$data/containerd.toml" &
      until [ -S /run/containerd.sock ]; do
        sleep 0.1
      done
      "$@" &
      wait
      """;

  /** Nothing is asked of it: Pods are on the host's network. */
  private static final String NO_NETWORK =
      "{\"cniVersion\":\"1.0.0\",\"name\":\"none\",\"plugins\":[{\"type\":\"loopback\"}]}";

  private static final String NETWORK =
      "{\"cniVersion\":\"1.0.0\",\"name\":\"pods\",\"plugins\":[{\"type\":\"pods\"}]}";

  private String containerd(String pause) {
    return """
    version = 2
    root = "DATA/containerd"
    state = "DATA/state"
    [grpc]
      address = "/run/containerd.sock"
    [plugins."io.containerd.grpc.v1.cri"]
      sandbox_image = "PAUSE"
      restrict_oom_score_adj = true
      disable_apparmor = true
      [plugins."io.containerd.grpc.v1.cri".cni]
        bin_dir = "DATA/plugins"
        conf_dir = "DATA/network"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
        runtime_type = "io.containerd.runc.v2"
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
          BinaryName = "RUNC"
          SystemdCgroup = false
    """
        .replace("DATA", data.toString())
        .replace("PAUSE", pause)
        .replace("RUNC", Checkout.binary("runc"));
  }

  private static String registries(List<String> plain) {
    return plain.stream()
        .map(host ->
            """
              [plugins."io.containerd.grpc.v1.cri".registry.mirrors."HOST"]
                endpoint = ["http://HOST"]
            """
                .replace("HOST", host))
        .collect(Collectors.joining());
  }

  /** So that it runs with either version of control groups, and without every right of root. */
  private String kubelet(int port, Path apiServer) {
    return """
    apiVersion: kubelet.config.k8s.io/v1beta1
    kind: KubeletConfiguration
    address: 127.0.0.1
    port: PORT
    healthzPort: 0
    readOnlyPort: 0
    authentication: {anonymous: {enabled: false}, webhook: {enabled: false}, x509: {clientCAFile: API}}
    authorization: {mode: AlwaysAllow}
    containerRuntimeEndpoint: unix:///run/containerd.sock
    cgroupDriver: cgroupfs
    cgroupRoot: /GROUP
    failCgroupV1: false
    failSwapOn: false
    featureGates: {KubeletInUserNamespace: true}
    protectKernelDefaults: false
    oomScoreAdj: 0
    resolvConf: ""
    evictionHard: {imagefs.available: "0%", nodefs.available: "0%", memory.available: "100Mi"}
    imageGCHighThresholdPercent: 100
    localStorageCapacityIsolation: true
    podLogsDir: DATA/logs
    volumePluginDir: DATA/volumes
    clusterDomain: DOMAIN
    clusterDNS: [NAMES]
    """
        .replace("DOMAIN", ServiceNames.DOMAIN)
        .replace("NAMES", network == null ? "" : network.node())
        .replace("DATA", data.toString())
        .replace("API", apiServer.toString())
        .replace("PORT", Integer.toString(port))
        .replace("GROUP", groups.name());
  }

  private void program(String name, String content) {
    write(name, content);
    if (!data.resolve(name).toFile().setExecutable(true)) {
      throw new IllegalStateException("Make %s a program".formatted(name));
    }
  }

  private void write(String name, String content) {
    Path file = data.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
  }
}
