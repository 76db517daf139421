package dev.laytime.activities.registry.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Between the JDK's server and our values. */
final class HttpAdapter implements HttpHandler {

  private static final int BUFFER = 128 * 1024;

  private final Handler handler;

  HttpAdapter(Handler handler) {
    this.handler = handler;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Response response = handler.handle(request(exchange));
      // A client that is still sending reads no answer: let it finish first.
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      send(exchange, response);
    }
  }

  private static Request request(HttpExchange exchange) {
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        Query.parse(exchange.getRequestURI().getRawQuery()),
        exchange.getRequestHeaders(),
        exchange.getRequestBody());
  }

  private static void send(HttpExchange exchange, Response response) throws IOException {
    exchange.getResponseHeaders().set("Docker-Distribution-API-Version", "registry/2.0");
    response.headers().forEach(exchange.getResponseHeaders()::set);
    long length = response.body().length();
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
      exchange.sendResponseHeaders(response.status(), -1);
    } else if (length == 0) {
      exchange.sendResponseHeaders(response.status(), -1);
    } else {
      exchange.sendResponseHeaders(response.status(), length);
      copy(response.body(), exchange.getResponseBody());
    }
  }

  /** A body shorter than promised makes closing fail, and the server cuts the connection. */
  private static void copy(Body body, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (out;
        InputStream in = body.source().open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      out.flush();
    }
  }
}
