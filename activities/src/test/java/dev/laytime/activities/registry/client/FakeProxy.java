package dev.laytime.activities.registry.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that leads nowhere: it remembers what it was asked, and answers as it is told. */
public final class FakeProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final Queue<String> answers;
  public final List<String> heads = new CopyOnWriteArrayList<>();

  /**
   * @param answers status lines and headers, without the protocol; one for each connection
   */
  public FakeProxy(String... answers) throws IOException {
    this.answers = new ArrayDeque<>(List.of(answers));
    Thread.ofVirtual().start(this::serve);
  }

  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    try {
      while (!answers.isEmpty()) {
        try (Socket socket = server.accept()) {
          heads.add(head(socket.getInputStream()));
          String answer = "HTTP/1.1 " + answers.remove() + "\r\nConnection: close\r\n\r\n";
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("No end of a head: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
