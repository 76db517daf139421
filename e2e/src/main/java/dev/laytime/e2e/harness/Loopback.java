package dev.laytime.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports on 127.0.0.1. */
public final class Loopback {

  private static final int CONNECT_MILLIS = 500;

  private Loopback() {}

  /** A port that nothing listens on now; for programs that cannot choose one themselves. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("Find a free port", e);
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
