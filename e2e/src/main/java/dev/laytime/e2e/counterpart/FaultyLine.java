package dev.laytime.e2e.counterpart;

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
import java.util.concurrent.CountDownLatch;

/**
 * A line to a server on this machine that breaks as told: cut, dead without a word, or with nobody
 * at its other end for a while.
 */
public final class FaultyLine implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final int port;
  private final ServerSocket server;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private FaultyLine(int port, ServerSocket server) {
    this.port = port;
    this.server = server;
  }

  /** Lays one to a port of this machine. */
  public static FaultyLine to(int port) {
    try {
      ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      FaultyLine line = new FaultyLine(port, server);
      Thread.ofVirtual().start(line::accept);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("Listen on 127.0.0.1", e);
    }
  }

  /** Where it begins. */
  public int port() {
    return server.getLocalPort();
  }

  /** Ends every connection that there is. */
  public void cut() {
    calls.forEach(Call::end);
  }

  /** Leaves every connection that there is open, and passes nothing on: neither side is told. */
  public void die() {
    calls.forEach(call -> call.dead = true);
  }

  /** Ends every connection that there is, and each that comes, until it is released. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** Who comes from now on waits. */
  public void hold() {
    gate = new CountDownLatch(1);
  }

  /** Who waits, and who comes, is put through. */
  public void release() {
    refusing = false;
    gate.countDown();
  }

  @Override
  public void close() {
    end(server);
    cut();
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
      gate.await();
      if (refusing) {
        end(near);
        return;
      }
      Call call = new Call(near, new Socket(InetAddress.getLoopbackAddress(), port));
      calls.add(call);
      Thread.ofVirtual().start(() -> call.pass(call.far, near));
      call.pass(near, call.far);
      calls.remove(call);
    } catch (IOException e) {
      end(near);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection. */
  private static final class Call {

    private final Socket near;
    private final Socket far;
    private volatile boolean dead;

    Call(Socket near, Socket far) {
      this.near = near;
      this.far = far;
    }

    void pass(Socket from, Socket to) {
      byte[] buffer = new byte[BUFFER];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          if (!dead) {
            out.write(buffer, 0, count);
          }
        }
      } catch (IOException e) {
        // one side broke off
      }
      if (!dead) {
        end();
      }
    }

    void end() {
      FaultyLine.end(near);
      FaultyLine.end(far);
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
