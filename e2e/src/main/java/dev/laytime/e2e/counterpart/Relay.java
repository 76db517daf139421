package dev.laytime.e2e.counterpart;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Leads from another address of this machine to a port of 127.0.0.1. */
final class Relay implements AutoCloseable {

  private static final int BACKLOG = 50;

  private final ServerSocket door;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private Relay(ServerSocket door, int port) {
    this.door = door;
    this.port = port;
  }

  /** Leads from there to the port. */
  static Relay from(InetSocketAddress place, int port) {
    try {
      ServerSocket door = new ServerSocket(place.getPort(), BACKLOG, place.getAddress());
      Relay relay = new Relay(door, port);
      Thread.ofVirtual().start(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException("Listen on " + place, e);
    }
  }

  @Override
  public void close() {
    end(door);
    open.forEach(Relay::end);
  }

  private void accept() {
    try {
      while (true) {
        Socket near = door.accept();
        Thread.ofVirtual().start(() -> lead(near));
      }
    } catch (IOException closed) {
      // It is over.
    }
  }

  private void lead(Socket near) {
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
      open.add(near);
      open.add(far);
      Thread.ofVirtual().start(() -> pass(far, near));
      pass(near, far);
    } catch (IOException refused) {
      end(near);
    }
  }

  /** To the end of what one side has to say; the other may have more. */
  private void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException brokenOff) {
      end(from);
      end(to);
    }
  }

  private static void end(Closeable side) {
    try {
      side.close();
    } catch (IOException gone) {
      // It was.
    }
  }
}
