package dev.laytime.deploy.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/**
 * Leads to a server without TLS and closes at once on whoever speaks TLS, as most do. The JDK's own
 * server waits for the rest of a request line, and Jib, which tries TLS first, with it.
 */
final class PlainDoor implements AutoCloseable {

  private static final int TLS_HANDSHAKE = 0x16;

  private final ServerSocket door;
  private final String host;
  private final int port;

  /** A door to {@code HOST:PORT}. */
  PlainDoor(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    host = address.substring(0, colon);
    port = Integer.parseInt(address.substring(colon + 1));
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Thread.ofVirtual().start(() -> lead(client));
      }
    } catch (SocketException closed) {
      // The test is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void lead(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      int first = in.read();
      if (first < 0 || first == TLS_HANDSHAKE) {
        return;
      }
      try (Socket server = new Socket(host, port)) {
        server.getOutputStream().write(first);
        Thread.ofVirtual().start(() -> pump(server, client));
        in.transferTo(server.getOutputStream());
      }
    } catch (IOException gone) {
      // One of the two has closed: so does the other.
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException gone) {
      // As above.
    }
  }
}
