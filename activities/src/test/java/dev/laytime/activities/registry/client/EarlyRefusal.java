package dev.laytime.activities.registry.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A registry that refuses an upload when it has seen its head, and then reads no further. */
final class EarlyRefusal implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final String refusal;

  /**
   * @param refusal status line and headers, without the protocol
   */
  EarlyRefusal(String refusal) throws IOException {
    this.refusal = refusal;
    Thread.ofVirtual().start(this::serve);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      readHead(socket.getInputStream());
      answer(socket, "202 Accepted\r\nLocation: /up");
      readHead(socket.getInputStream());
      answer(socket, refusal);
      server.accept().close(); // until the test is over
    } catch (IOException e) {
      // the test is over
    }
  }

  private static void readHead(InputStream in) throws IOException {
    String end = "";
    while (!end.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      end = (end + (char) next).substring(Math.max(0, end.length() - 3));
    }
  }

  private static void answer(Socket socket, String head) throws IOException {
    String answer = "HTTP/1.1 " + head + "\r\nContent-Length: 0\r\n\r\n";
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }
}
