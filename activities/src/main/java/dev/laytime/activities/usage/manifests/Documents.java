package dev.laytime.activities.usage.manifests;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one file.
 *
 * @param readable those that could be read, up to the first that could not
 * @param problem why the rest could not; null where all could
 */
record Documents(List<Node> readable, @Nullable String problem) {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Comments by which ytt sets values: without them there seem to be none. */
  private static final Pattern YTT =
      Pattern.compile("(?m)(?:^|\\s)#@(?: |/|load\\b|data/|overlay/|library/|schema/|yaml/)");

  Documents {
    readable = List.copyOf(readable);
  }

  /** Reads a file as what its name says: JSON for {@code .json}, else YAML. */
  static Documents of(String path, byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
      return path.toLowerCase(Locale.ROOT).endsWith(".json")
          ? JsonDocuments.parse(plain)
          : yaml(plain);
    } catch (CharacterCodingException e) {
      return new Documents(List.of(), "not UTF-8");
    }
  }

  /** Reads YAML. */
  static Documents yaml(String text) {
    Documents documents = YamlDocuments.parse(text);
    if (documents.problem == null && YTT.matcher(text).find()) {
      return new Documents(documents.readable, "a template of ytt: it has #@, and is not rendered");
    }
    if (documents.problem == null || !text.contains("{{")) {
      return documents;
    }
    return new Documents(
        documents.readable, documents.problem + " (a template: it has {{, and is not rendered)");
  }
}
