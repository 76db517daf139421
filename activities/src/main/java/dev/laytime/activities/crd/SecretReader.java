package dev.laytime.activities.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads one key of one Secret, by {@code get} of that Secret alone; it is kept nowhere. */
public final class SecretReader {

  private SecretReader() {}

  /**
   * What a key of a Secret holds.
   *
   * @throws IOException if it cannot be had; the message quotes nothing of it
   */
  public static String text(ObjectApi api, String namespace, String name, String key)
      throws IOException {
    String what = "key %s of Secret %s".formatted(key, name);
    ObjectApi.Answer answer =
        api.get("/api/v1/namespaces/%s/secrets/%s".formatted(encoded(namespace), encoded(name)));
    if (!answer.isOk()) {
      throw new IOException("%s cannot be read: %s".formatted(what, answer.refusal()));
    }
    JsonNode value = answer.body().path("data").path(key);
    if (!value.isTextual()) {
      throw new IOException(what + " is not there");
    }
    try {
      return new String(Base64.getDecoder().decode(value.asText()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IOException(what + " cannot be read");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
