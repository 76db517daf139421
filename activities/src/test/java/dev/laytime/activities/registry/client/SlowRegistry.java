package dev.laytime.activities.registry.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry that commits a blob when it is told, and never says whether it has one. */
final class SlowRegistry implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch received = new CountDownLatch(1);
  private final CountDownLatch committed = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  SlowRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void awaitBlob() throws InterruptedException {
    received.await();
  }

  void commit() {
    committed.countDown();
  }

  @Override
  public void close() {
    committed.countDown();
    ended.countDown();
    server.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestMethod()) {
        case "POST" -> {
          exchange.getResponseHeaders().set("Location", "/up");
          exchange.sendResponseHeaders(202, -1);
        }
        case "PUT" -> {
          exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
          received.countDown();
          committed.await();
          exchange.sendResponseHeaders(201, -1);
        }
        default -> ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
