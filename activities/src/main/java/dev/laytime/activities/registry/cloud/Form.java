package dev.laytime.activities.registry.cloud;

import dev.laytime.activities.registry.client.ServiceHttp.Method;
import dev.laytime.activities.registry.client.ServiceHttp.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A form that is posted. Its text never shows what it says. */
final class Form {

  private final List<String> fields = new ArrayList<>();

  /** The same with another field. */
  Form with(String name, String value) {
    fields.add(encoded(name) + "=" + encoded(value));
    return this;
  }

  /** The request that posts it, and has JSON answered. */
  Request to(URI uri) {
    return to(uri, "application/json, */*;q=0.5");
  }

  /** The request that posts it. */
  Request to(URI uri, String accept) {
    return new Request(
        Method.POST,
        uri,
        Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", accept),
        String.join("&", fields));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
