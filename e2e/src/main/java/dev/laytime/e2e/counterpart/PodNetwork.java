package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Outlasting;
import dev.laytime.e2e.harness.Workspace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of Pods, each with an address and a cable of its own to this machine. They reach each
 * other, and of this machine what is opened to them; nobody enforces policies. It needs root, and
 * {@code ip}.
 *
 * <p>Cables go with the Pods; what stays until it is closed are three addresses of the loopback
 * device.
 */
public final class PodNetwork implements Outlasting {

  private static final int HTTPS = 443;
  private static final int NUMBERS = 64 * 256;

  /** Far from those of processes that began at the same time. */
  private static final int STRIDE = 4099;

  private static final AtomicInteger MADE = new AtomicInteger();

  private final Workspace workspace;
  private final String prefix;
  private final String outside;

  private PodNetwork(Workspace workspace, int number) {
    this.workspace = workspace;
    this.prefix = "10.%d.%d.".formatted(192 + number / 256, number % 256);
    this.outside = "198.18.%d.%d".formatted(number / 256, number % 256);
  }

  /** Makes one that nobody else here has; it ends with the workspace. */
  public static PodNetwork make(Workspace workspace) {
    long own = ProcessHandle.current().pid() + (long) STRIDE * MADE.getAndIncrement();
    int number = (int) (own % NUMBERS);
    PodNetwork network = workspace.keep(new PodNetwork(workspace, number));
    address("replace", network.node());
    address("replace", network.apiServer());
    address("replace", network.outside());
    return network;
  }

  /** This machine's address in it, which is also the node's. */
  public String node() {
    return prefix + "1";
  }

  /** One of this machine that is none of a private network: of others some clients want nothing. */
  public String outside() {
    return outside;
  }

  /** Those of services; nobody leads from there to Pods. */
  String services() {
    return prefix + "128/25";
  }

  /** The service {@code kubernetes}: the first address of services. */
  private String apiServer() {
    return prefix + "129";
  }

  /** Lets Pods reach a port of 127.0.0.1, at the node's address. */
  public void open(int port) {
    workspace.keep(Relay.from(new InetSocketAddress(node(), port), port));
  }

  /** The same, at the address that is none of a private network. */
  public void openOutside(int port) {
    workspace.keep(Relay.from(new InetSocketAddress(outside, port), port));
  }

  /** Lets Pods reach the API server as {@code kubernetes}, and services by their names. */
  void open(int port, KubernetesClient client) {
    workspace.keep(Relay.from(new InetSocketAddress(apiServer(), HTTPS), port));
    workspace.keep(ServiceNames.answer(node(), client));
  }

  /** Not as a child of the workspace: it may be what ends. */
  private static void address(String change, String address) {
    List<String> command = List.of("ip", "address", change, address + "/32", "dev", "lo");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("%s: %s".formatted(command, said.strip()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  @Override
  public void close() {
    address("delete", node());
    address("delete", apiServer());
    address("delete", outside());
  }

  /** What containerd runs for each Pod; one that it takes away takes its cable with it. */
  String plugin() {
    return PLUGIN.replace("PREFIX", prefix);
  }

  private static final String PLUGIN =
      """
      #!/bin/sh
      set -eu
      case $CNI_COMMAND in
        ADD)
          pod=$(basename "$CNI_NETNS")
          cable=lt$(printf %.12s "$CNI_CONTAINERID")
          exec 9>"$0.lock"
          flock 9
          number=$(($(cat "$0.last" 2>/dev/null || echo 1) + 1))
          echo "$number" >"$0.last"
          address=PREFIX$number
          ip link add "$cable" type veth peer name "$CNI_IFNAME" netns "$pod"
          echo 1 >"/proc/sys/net/ipv4/conf/$cable/forwarding"
          ip link set "$cable" up
          ip -n "$pod" address add "$address/32" dev "$CNI_IFNAME"
          ip -n "$pod" link set "$CNI_IFNAME" up
          ip -n "$pod" route add default via PREFIX1 dev "$CNI_IFNAME" onlink
          ip route add "$address/32" dev "$cable"
          printf '{"cniVersion":"1.0.0","interfaces":[{"name":"%s","sandbox":"%s"}],' \\
            "$CNI_IFNAME" "$CNI_NETNS"
          printf '"ips":[{"address":"%s/32","gateway":"PREFIX1","interface":0}]}' "$address"
          ;;
        VERSION)
          echo '{"cniVersion":"1.0.0","supportedVersions":["0.3.1","0.4.0","1.0.0"]}'
          ;;
      esac
      """;

  /** The same for a Pod's loopback device. */
  static final String LOOPBACK =
      """
      #!/bin/sh
      set -eu
      case $CNI_COMMAND in
        ADD)
          ip -n "$(basename "$CNI_NETNS")" link set lo up
          printf '{"cniVersion":"0.3.1","interfaces":[{"name":"lo","sandbox":"%s"}],' "$CNI_NETNS"
          printf '"ips":[{"version":"4","address":"127.0.0.1/8","interface":0}]}'
          ;;
        VERSION)
          echo '{"cniVersion":"1.0.0","supportedVersions":["0.3.1","0.4.0","1.0.0"]}'
          ;;
      esac
      """;
}
