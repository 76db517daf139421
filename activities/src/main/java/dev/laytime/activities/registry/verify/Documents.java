package dev.laytime.activities.registry.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;

/** JSON that strangers wrote. One that two readers could read in two ways is refused. */
final class Documents {

  private static final int DEEPEST = 100;

  static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Documents() {}

  /**
   * Reads an object.
   *
   * @param what it is, for people
   */
  static JsonNode read(byte[] json, String what) throws UnacceptableException {
    try {
      JsonNode tree = JSON.readTree(json);
      if (tree.isObject()) {
        return tree;
      }
    } catch (IOException _) {
      // What its parser says would quote it.
    }
    throw new UnacceptableException(what + " is no JSON object that can be read in one way only");
  }

  /**
   * Bytes of a text, in either alphabet.
   *
   * @param what they are, for people
   */
  static byte[] base64(JsonNode text, String what) throws UnacceptableException {
    if (text.isTextual() && !text.textValue().isEmpty()) {
      return base64(text.textValue(), what);
    }
    throw new UnacceptableException(what + " is missing");
  }

  static byte[] base64(String text, String what) throws UnacceptableException {
    try {
      return Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException _) {
      throw new UnacceptableException(what + " is not in base64");
    }
  }

  /** What a stranger wrote, short and in one line, to be shown. */
  static String shown(String text) {
    String line = text.replaceAll("[^ -~]", "?");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
