package dev.laytime.activities.registry.embedded;

import com.sun.net.httpserver.Headers;
import java.io.InputStream;
import java.util.Optional;

/**
 * What a client asks.
 *
 * @param path decoded, without the query
 * @param body to be read by the handler that wants it
 */
record Request(String method, String path, Query query, Headers headers, InputStream body) {

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  Request withBody(InputStream other) {
    return new Request(method, path, query, headers, other);
  }
}
