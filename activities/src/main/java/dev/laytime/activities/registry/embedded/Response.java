package dev.laytime.activities.registry.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered; to {@code HEAD} the same as to {@code GET}, and the adapter leaves the body
 * out.
 */
record Response(int status, Map<String, String> headers, Body body) {

  static Response of(int status) {
    return new Response(status, Map.of(), Body.EMPTY);
  }

  Response with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, Collections.unmodifiableMap(more), body);
  }

  Response with(Body other) {
    return new Response(status, headers, other);
  }

  Response withJson(String contentType, JsonNode json) {
    return with("Content-Type", contentType)
        .with(Body.of(json.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
