package dev.laytime.activities.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads keys of one Secret, by {@code get} of that Secret alone; it is kept nowhere. */
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
    String text = decoded(read(api, namespace, name, what).path(key), what);
    if (text == null) {
      throw new IOException(what + " is not there");
    }
    return text;
  }

  /**
   * What those of some keys hold that are there.
   *
   * @throws IOException if the Secret cannot be had; the message quotes nothing of it
   */
  public static Map<String, String> texts(
      ObjectApi api, String namespace, String name, List<String> keys) throws IOException {
    JsonNode data = read(api, namespace, name, "Secret " + name);
    Map<String, String> texts = new HashMap<>();
    for (String key : keys) {
      String text = decoded(data.path(key), "key %s of Secret %s".formatted(key, name));
      if (text != null) {
        texts.put(key, text);
      }
    }
    return texts;
  }

  private static JsonNode read(ObjectApi api, String namespace, String name, String what)
      throws IOException {
    ObjectApi.Answer answer =
        api.get("/api/v1/namespaces/%s/secrets/%s".formatted(encoded(namespace), encoded(name)));
    if (!answer.isOk()) {
      throw new IOException("%s cannot be read: %s".formatted(what, answer.refusal()));
    }
    return answer.body().path("data");
  }

  private static @Nullable String decoded(JsonNode value, String what) throws IOException {
    try {
      return value.isTextual()
          ? new String(Base64.getDecoder().decode(value.asText()), StandardCharsets.UTF_8)
          : null;
    } catch (IllegalArgumentException e) {
      throw new IOException(what + " cannot be read");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
