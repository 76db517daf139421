package dev.laytime.promotion;

import dev.laytime.image.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody signs with a key of their own: an order or an approval, once and for a while. Its
 * text is read literally, so that it can mean one thing only.
 *
 * @param to the id of the installation that it is for: it counts in no other one
 * @param requestId that no other statement may have
 * @param promotion the workflow's id
 * @param gate that an approval is for; null of an order
 * @param gates the hash of the path and its gates, as who approves saw them; null of an order
 * @param expires when it counts no more
 */
public record SignedStatement(
    Say say,
    String to,
    String requestId,
    String promotion,
    String path,
    Digest digest,
    @Nullable String gate,
    @Nullable String gates,
    String by,
    Instant expires) {

  private static final String FIRST = "laytime statement 1";
  private static final int LONGEST = 4096;
  private static final List<String> ORDER =
      List.of("say", "to", "request", "promotion", "path", "digest", "by", "expires");
  private static final List<String> APPROVAL =
      List.of(
          "say", "to", "request", "promotion", "path", "digest", "gate", "gates", "by", "expires");

  /** What is said. */
  public enum Say {
    PROMOTE,
    APPROVE;

    private List<String> names() {
      return this == APPROVE ? APPROVAL : ORDER;
    }
  }

  /**
   * @throws IllegalArgumentException if an approval does not say of what, or a value is no text of
   *     one line
   */
  public SignedStatement {
    if ((say == Say.APPROVE) != (gate != null && gates != null)
        || (say == Say.PROMOTE && (gate != null || gates != null))) {
      throw new IllegalArgumentException("an approval has gate and gates, and an order has none");
    }
    for (String value : new String[] {to, requestId, promotion, path, gate, gates, by}) {
      if (value != null
          && (!value.equals(value.strip())
              || value.isEmpty()
              || value.codePoints().anyMatch(SignedStatement::isHidden))) {
        throw new IllegalArgumentException(
            "it has a value that is blank, begins or ends so, has several lines, or characters that"
                + " nobody sees");
      }
    }
    if (!requestId.chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
      throw new IllegalArgumentException("its request is no word of plain letters and signs");
    }
  }

  /** What a viewer does not show, or takes for the end of a line, is read differently there. */
  private static boolean isHidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /** What is signed: every byte of it, the last line's end as well. */
  public String text() {
    List<String> lines = new ArrayList<>(List.of(FIRST));
    Map<String, String> values = new LinkedHashMap<>();
    values.put("say", say.name().toLowerCase(Locale.ROOT));
    values.put("to", to);
    values.put("request", requestId);
    values.put("promotion", promotion);
    values.put("path", path);
    values.put("digest", digest.value());
    values.put("gate", String.valueOf(gate));
    values.put("gates", String.valueOf(gates));
    values.put("by", by);
    values.put("expires", expires.toString());
    say.names().forEach(name -> lines.add(name + ": " + values.get(name)));
    return String.join("\n", lines) + "\n";
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is not the text of one, to the letter
   */
  public static SignedStatement parse(String text) {
    if (text.length() > LONGEST || !text.startsWith(FIRST + "\n")) {
      throw new IllegalArgumentException("it does not begin with '%s'".formatted(FIRST));
    }
    Map<String, String> values = new LinkedHashMap<>();
    text.lines()
        .skip(1)
        .forEach(line -> {
          int colon = line.indexOf(": ");
          if (colon < 1
              || values.put(line.substring(0, colon), line.substring(colon + 2)) != null) {
            throw new IllegalArgumentException("it has a line that is no name and value, or twice");
          }
        });
    try {
      SignedStatement read =
          new SignedStatement(
              Say.valueOf(value(values, "say").toUpperCase(Locale.ROOT)),
              value(values, "to"),
              value(values, "request"),
              value(values, "promotion"),
              value(values, "path"),
              new Digest(value(values, "digest")),
              values.get("gate"),
              values.get("gates"),
              value(values, "by"),
              Instant.parse(value(values, "expires")));
      if (read.text().equals(text)) {
        return read;
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("its time cannot be read", e);
    }
    throw new IllegalArgumentException(
        "it is not written as 'laytime promotions statement' writes it");
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return value;
  }
}
