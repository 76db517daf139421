package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Loopback;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A slow line to a registry: it knows nothing of HTTP, holds nothing but a buffer, and counts what
 * is sent to the registry. A side that breaks off is gone for the other one, too.
 */
public final class ThrottledLink implements RegistryServer, AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final int port;
  private final ServerSocket server;
  private final Pace pace = new Pace();
  private final AtomicLong sent = new AtomicLong();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private ThrottledLink(int port, ServerSocket server) {
    this.port = port;
    this.server = server;
  }

  /**
   * Lays one.
   *
   * @param bytesPerSecond that go to the registry, on all connections together
   */
  public static ThrottledLink to(RegistryServer registry, long bytesPerSecond) {
    try {
      int port = Integer.parseInt(registry.host().replaceFirst(".*:", ""));
      ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      ThrottledLink link = new ThrottledLink(port, server);
      link.throttle(bytesPerSecond);
      Thread.ofVirtual().start(link::accept);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException("Listen on 127.0.0.1", e);
    }
  }

  @Override
  public String host() {
    return Loopback.address(server.getLocalPort());
  }

  /** From now on so many bytes a second go to the registry. */
  public void throttle(long bytesPerSecond) {
    pace.limit(bytesPerSecond);
  }

  /** How many bytes went to the registry so far, heads of requests among them. */
  public long sent() {
    return sent.get();
  }

  @Override
  public void close() {
    end(server);
    open.forEach(ThrottledLink::end);
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        Thread.ofVirtual().start(() -> connect(near));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void connect(Socket near) {
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
      open.add(near);
      open.add(far);
      Thread.ofVirtual().start(() -> pass(far, near, false));
      pass(near, far, true);
    } catch (IOException e) {
      end(near);
    }
  }

  private void pass(Socket from, Socket to, boolean slowly) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (slowly) {
          pace.await(count);
          sent.addAndGet(count);
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // one side broke off
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(from);
      end(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void end(Closeable side) {
    try {
      side.close();
    } catch (IOException e) {
      // it was gone
    }
  }
}
