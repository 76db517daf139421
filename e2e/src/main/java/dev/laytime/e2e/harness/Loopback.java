package dev.laytime.e2e.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on 127.0.0.1. */
public final class Loopback {

  private static final int CONNECT_MILLIS = 500;
  private static final int TRIES = 100;
  private static final int LOWEST_PORT = 10_000;

  /** Linux's, and lower than that of other systems. */
  private static final int FIRST_PORT_OF_CLIENTS = 32_768;

  private Loopback() {}

  /**
   * A port that nothing listens on now; for programs that cannot choose one themselves. A client's
   * connection cannot take it before they listen: the system gives those higher ones.
   *
   * @throws IllegalStateException if none of many is free
   */
  public static int freePort() {
    return ThreadLocalRandom.current()
        .ints(TRIES, LOWEST_PORT, FIRST_PORT_OF_CLIENTS)
        .filter(Loopback::isFree)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("None of " + TRIES + " ports is free"));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /** {@code 127.0.0.1:PORT}. */
  public static String address(int port) {
    return "127.0.0.1:" + port;
  }

  /** Whether something accepts connections on the port. */
  public static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
