package dev.laytime.e2e.image;

import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.image.Digest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An image as odd as the specification allows: indexes in indexes, artifacts, layers of no bytes,
 * manifests without a media type, unknown fields, embedded data, other spacing, and referrers of
 * any of it. The same seed makes the same.
 */
public final class RandomClosure {

  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String EMPTY = "application/vnd.oci.empty.v1+json";
  private static final int DEEPEST = 3;

  private final SplittableRandom random;
  private final RegistryPush push;
  private final Map<Digest, String> manifests = new LinkedHashMap<>();
  private final Set<Digest> blobs = new LinkedHashSet<>();
  private final Digest root;

  private RandomClosure(long seed, RegistryPush push) {
    this.random = new SplittableRandom(seed);
    this.push = push;
    Part image = part(0);
    root = image.digest();
    push.manifest("1", image.mediaType(), text(root));
    List.copyOf(manifests.keySet()).forEach(this::perhapsReferTo);
  }

  /** Pushes one under tag 1. */
  public static RandomClosure push(RegistryServer registry, String repository, long seed) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return new RandomClosure(seed, new RegistryPush(http, registry.host(), repository));
    }
  }

  /** What the tag names. */
  public Digest root() {
    return root;
  }

  /** Every manifest and index in it, and its bytes. */
  public Map<Digest, String> manifests() {
    return Map.copyOf(manifests);
  }

  /** Every blob in it. */
  public Set<Digest> blobs() {
    return Set.copyOf(blobs);
  }

  /** Something that was pushed. */
  private record Part(String mediaType, Digest digest, int size) {
    String descriptor(String more) {
      return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
          .formatted(mediaType, digest, size, more);
    }
  }

  private Part part(int depth) {
    if (depth < DEEPEST && random.nextInt(depth + 2) == 0) {
      return index(depth);
    }
    return random.nextInt(4) == 0 ? artifact("") : image();
  }

  private Part index(int depth) {
    List<String> children = new ArrayList<>();
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      String platform = ",\"platform\":{\"os\":\"linux\",\"architecture\":\"a%d\"}".formatted(i);
      children.add(part(depth + 1).descriptor(random.nextBoolean() ? platform : ""));
    }
    return manifest(INDEX, "\"manifests\":[" + String.join(",", children) + "]");
  }

  private Part image() {
    List<String> layers = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      layers.add(blob(LAYER, bytes()).descriptor(""));
    }
    byte[] config =
        "{\"architecture\":\"a\",\"seed\":%d}"
            .formatted(random.nextLong())
            .getBytes(StandardCharsets.UTF_8);
    return manifest(
        MANIFEST,
        "\"config\":%s,\"layers\":[%s]"
            .formatted(blob(CONFIG, config).descriptor(data(config)), String.join(",", layers)));
  }

  private Part artifact(String subject) {
    byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
    String layer = blob("text/plain", bytes()).descriptor("");
    return manifest(
        MANIFEST,
        "\"artifactType\":\"application/vnd.e2e.odd\",\"config\":%s,\"layers\":[%s]%s"
            .formatted(blob(EMPTY, nothing).descriptor(data(nothing)), layer, subject));
  }

  private void perhapsReferTo(Digest subject) {
    if (random.nextInt(3) == 0) {
      boolean index = new String(text(subject), StandardCharsets.UTF_8).contains("\"manifests\"");
      Part part = new Part(index ? INDEX : MANIFEST, subject, text(subject).length);
      artifact(",\"subject\":" + part.descriptor(""));
    }
  }

  private String data(byte[] content) {
    return random.nextBoolean()
        ? ",\"data\":\"" + Base64.getEncoder().encodeToString(content) + "\""
        : "";
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(1, 5_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  private Part blob(String mediaType, byte[] content) {
    Digest digest = Sha256.of(content);
    if (blobs.add(digest)) {
      push.blob(digest, BodyPublishers.ofByteArray(content));
    }
    return new Part(mediaType, digest, content.length);
  }

  private Part manifest(String mediaType, String fields) {
    String type = random.nextInt(3) == 0 ? "" : "\"mediaType\":\"" + mediaType + "\",";
    String odd = random.nextBoolean() ? "\"x-odd\":{\"a\":[1,2.50,null,\"\\u00e9ß\"]}," : "";
    String space = random.nextBoolean() ? "\n   " : "";
    String number = random.nextLong() + "";
    String text =
        "{%s\"schemaVersion\":2,%s%s%s,%s\"annotations\":{\"n\":\"%s\"}}"
            .formatted(space, type, odd, fields, space, number);
    Digest digest = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    manifests.put(digest, text);
    push.manifest(digest.value(), mediaType, text(digest));
    return new Part(mediaType, digest, text(digest).length);
  }

  private byte[] text(Digest manifest) {
    return Objects.requireNonNull(manifests.get(manifest)).getBytes(StandardCharsets.UTF_8);
  }
}
