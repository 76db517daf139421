package dev.laytime.model;

import dev.laytime.image.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every manifest and index that there is, as bytes with their true digests; no layers. */
@SuppressWarnings("ImmutableEnumChecker") // its fields are, they only do not say so
public enum Content {
  PLAIN_1(null),
  PLAIN_2(null),
  PLAIN_3(null),
  AMD(null),
  ARM(null),
  RISCV(null),
  INDEX_1(null, AMD, ARM),
  INDEX_2(null, ARM, RISCV),
  SIGNATURE_OF_PLAIN(PLAIN_1),
  SIGNATURE_OF_INDEX(INDEX_1);

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String EMPTY =
      "{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"sha256:"
          + "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\",\"size\":2}";

  private final @Nullable Content subject;
  private final List<Content> children;
  private final String json;
  private final Digest digest;

  Content(@Nullable Content subject, Content... children) {
    this.subject = subject;
    this.children = List.of(children);
    this.json = json();
    this.digest = digestOf(json);
  }

  /** What it signs; null for what is no referrer. */
  public @Nullable Content subject() {
    return subject;
  }

  /** The members of an index; empty for a manifest. */
  public List<Content> children() {
    return children;
  }

  /** Its bytes as text. */
  public String manifest() {
    return json;
  }

  /** The content address of its bytes. */
  public Digest digest() {
    return digest;
  }

  /** What its bytes are. */
  public String mediaType() {
    return children.isEmpty() ? MANIFEST : INDEX;
  }

  /** What has this digest. */
  public static Content of(Digest digest) {
    for (Content content : values()) {
      if (content.digest.equals(digest)) {
        return content;
      }
    }
    throw new IllegalArgumentException("No content has digest " + digest);
  }

  private String json() {
    String pointer = subject == null ? "" : ",\"subject\":" + subject.descriptor();
    String body =
        children.isEmpty()
            ? "\"config\":" + EMPTY + ",\"layers\":[" + EMPTY + "]"
            : "\"manifests\":["
                + String.join(",", children.stream().map(Content::descriptor).toList())
                + "]";
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",%s%s,\"annotations\":{\"name\":\"%s\"}}"
        .formatted(mediaType(), body, pointer, name());
  }

  private String descriptor() {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType(), digest, json.length());
  }

  private static Digest digestOf(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha256.digest(text.getBytes(StandardCharsets.US_ASCII));
      return Digest.of("sha256", HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
