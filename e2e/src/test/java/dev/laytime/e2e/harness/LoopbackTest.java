package dev.laytime.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LoopbackTest {

  private static final int MANY = 50;

  @Test
  void findsPortsThatNoClientIsGiven() throws IOException {
    Set<Integer> ofClients = new HashSet<>();
    try (ServerSocket server = new ServerSocket(0, MANY, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < MANY; i++) {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
          ofClients.add(client.getLocalPort());
        }
      }
    }
    int lowest = ofClients.stream().mapToInt(Integer::intValue).min().orElseThrow();

    for (int i = 0; i < MANY; i++) {
      assertThat(Loopback.freePort()).isLessThan(lowest);
    }
  }
}
