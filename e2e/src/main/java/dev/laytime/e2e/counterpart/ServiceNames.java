package dev.laytime.e2e.counterpart;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Pod asks for names: a service's are those of its ready Pods, as if it had no address of
 * its own; there are no others.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4">RFC 1035, messages</a>
 */
final class ServiceNames implements AutoCloseable {

  /** What every cluster calls itself that says nothing else. */
  static final String DOMAIN = "cluster.local";

  private static final int PORT = 53;
  private static final int LONGEST = 512;
  private static final int HEAD = 12;
  private static final int TYPE_A = 1;
  private static final int CLASS_IN = 1;
  private static final int ANSWER = 0x8400;
  private static final int NO_SUCH_NAME = 3;

  private final DatagramSocket socket;
  private final KubernetesClient client;

  private ServiceNames(DatagramSocket socket, KubernetesClient client) {
    this.socket = socket;
    this.client = client;
  }

  /** Answers at that address. */
  static ServiceNames answer(String address, KubernetesClient client) {
    try {
      DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, PORT));
      ServiceNames names = new ServiceNames(socket, client);
      Thread.ofPlatform().daemon().name("names of services").start(names::answer);
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("Listen on " + address, e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  private void answer() {
    try {
      while (true) {
        DatagramPacket question = new DatagramPacket(new byte[LONGEST], LONGEST);
        socket.receive(question);
        byte[] answer = answer(question.getData());
        socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
      }
    } catch (IOException closed) {
      // It is over.
    }
  }

  /** The question comes back, and after it what it was for. */
  private byte[] answer(byte[] asked) throws IOException {
    ByteBuffer question = ByteBuffer.wrap(asked);
    short id = question.getShort();
    question.position(HEAD);
    List<String> name = new ArrayList<>();
    for (int length = question.get(); length > 0; length = question.get()) {
      byte[] label = new byte[length];
      question.get(label);
      name.add(new String(label, StandardCharsets.US_ASCII));
    }
    int type = question.getShort();
    question.getShort();
    List<String> addresses = addresses(String.join(".", name));
    List<String> told = type == TYPE_A ? addresses : List.of();
    ByteBuffer answer = ByteBuffer.allocate(LONGEST);
    answer.putShort(id).putShort((short) (ANSWER | (addresses.isEmpty() ? NO_SUCH_NAME : 0)));
    answer.putShort((short) 1).putShort((short) told.size()).putInt(0);
    answer.put(asked, HEAD, question.position() - HEAD);
    for (String address : told) {
      answer.putShort((short) (0xc000 | HEAD)).putShort((short) TYPE_A).putShort((short) CLASS_IN);
      answer.putInt(0).putShort((short) 4).put(InetAddress.getByName(address).getAddress());
    }
    byte[] bytes = new byte[answer.position()];
    answer.flip().get(bytes);
    return bytes;
  }

  /** As in {@code laytime.images.svc.cluster.local}. */
  private List<String> addresses(String name) {
    String[] parts = name.split("\\.", 3);
    if (parts.length < 3 || !parts[2].equals("svc." + DOMAIN)) {
      return List.of();
    }
    try {
      return client
          .discovery()
          .v1()
          .endpointSlices()
          .inNamespace(parts[1])
          .withLabel("kubernetes.io/service-name", parts[0])
          .list()
          .getItems()
          .stream()
          .flatMap(slice -> slice.getEndpoints().stream())
          .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
          .map(Endpoint::getAddresses)
          .flatMap(List::stream)
          .toList();
    } catch (KubernetesClientException e) {
      return List.of();
    }
  }
}
