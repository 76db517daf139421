package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.copy.RawServer.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What stands before a registry and passes on what it is asked, but for faults. */
final class FaultyRegistry implements AutoCloseable {

  private final int behind;
  private final RawServer server = new RawServer(this::handle);
  private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();

  /** What goes wrong with a request. */
  interface Fault {
    void strike(Request request, Behind behind) throws IOException;
  }

  /** The registry itself. */
  interface Behind {

    /** Has it do what it is asked, and returns all of its answer, a character for a byte. */
    String ask(Request request) throws IOException;
  }

  private record Armed(String method, String part, Fault fault, AtomicInteger left) {

    boolean strikes(Request request) {
      return request.is(method, part) && left.getAndUpdate(n -> n > 0 ? n - 1 : n) > 0;
    }
  }

  /**
   * @param address of the registry
   */
  FaultyRegistry(String address) throws IOException {
    this.behind = Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }

  /** {@code 127.0.0.1:port}. */
  String address() {
    return server.address();
  }

  /** Lets a fault strike so many of some requests. */
  void arm(String method, String part, Fault fault, int times) {
    armed.set(new Armed(method, part, fault, new AtomicInteger(times)));
  }

  void heal() {
    armed.set(null);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void handle(Request request) throws IOException {
    Optional<Fault> fault =
        Optional.ofNullable(armed.get()).filter(one -> one.strikes(request)).map(Armed::fault);
    if (fault.isPresent()) {
      fault.get().strike(request, this::ask);
    } else {
      request.say(ask(request));
    }
  }

  private String ask(Request request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      OutputStream out = socket.getOutputStream();
      out.write(closing(request.head()).getBytes(StandardCharsets.ISO_8859_1));
      out.write(request.read());
      out.flush();
      byte[] answer = socket.getInputStream().readAllBytes();
      return closing(new String(answer, StandardCharsets.ISO_8859_1));
    }
  }

  /** A message after which its connection ends. */
  private static String closing(String message) {
    int end = message.indexOf("\r\n\r\n");
    String head = message.substring(0, end).replaceAll("(?i)\r\nconnection:[^\r]*", "");
    return head + "\r\nConnection: close" + message.substring(end);
  }
}
