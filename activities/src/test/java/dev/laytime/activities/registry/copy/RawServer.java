package dev.laytime.activities.registry.copy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that says what it likes to one request per connection, HTTP or not. */
final class RawServer implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("\ncontent-length: *([0-9]+)");

  private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  private final AtomicInteger requests = new AtomicInteger();
  private final Handler handler;

  /** What is said to a request. */
  interface Handler {
    void answer(Request request) throws IOException;
  }

  /**
   * One request, and the connection on which it came.
   *
   * @param head request line and headers, with the empty line behind them
   * @param body what follows; read only if somebody does
   */
  record Request(String method, String target, String head, InputStream body, Socket socket) {

    /**
     * Whether it is one of those.
     *
     * @param part of the target; a space stands for its end
     */
    boolean is(String wanted, String part) {
      return method.equals(wanted) && (target + " ").contains(part);
    }

    long length() {
      Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
      return length.find() ? Long.parseLong(length.group(1)) : 0;
    }

    /** The whole body. */
    byte[] read() throws IOException {
      return body.readNBytes(Math.toIntExact(length()));
    }

    void say(String text) throws IOException {
      say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void say(byte[] bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    }

    /**
     * A whole answer, and the last on this connection.
     *
     * @param head status line and headers
     */
    void answer(String head, String content) throws IOException {
      say(head + "Connection: close\r\nContent-Length: " + content.length() + "\r\n\r\n");
      say(method.equals("HEAD") ? "" : content);
    }

    /** Breaks the connection off, whatever is still under way. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Goes on and on, until the other side has enough of it. */
    void sayForEver(String text) throws IOException {
      byte[] much = text.repeat(1 + 65_536 / text.length()).getBytes(StandardCharsets.ISO_8859_1);
      while (true) {
        socket.getOutputStream().write(much);
      }
    }
  }

  RawServer(Handler handler) throws IOException {
    this.handler = handler;
    Thread.ofVirtual().start(this::serve);
  }

  /** {@code 127.0.0.1:port}. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String head = head(in);
      if (!head.isEmpty()) {
        requests.incrementAndGet();
        String[] words = head.split(" ", 3);
        handler.answer(new Request(words[0], words[1], head, in, socket));
      }
    } catch (IOException e) {
      // the other side had enough
    }
  }

  /** Empty where a connection was made and not used. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
