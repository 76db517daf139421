package dev.laytime.e2e.image;

import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.image.Digest;
import dev.laytime.image.ReservedTags;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * An image as odd as the specification allows: indexes in indexes, Docker's types beside OCI's,
 * artifacts, layers of no bytes, blobs named by sha512, manifests without a media type, unknown
 * fields, embedded data, other spacing, and referrers of any of it. The same seed makes the same.
 */
public final class RandomClosure {

  private static final Types OCI =
      new Types(
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.oci.image.layer.v1.tar");
  private static final Types DOCKER =
      new Types(
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.docker.distribution.manifest.v2+json",
          "application/vnd.docker.container.image.v1+json",
          "application/vnd.docker.image.rootfs.diff.tar.gzip");
  private static final String EMPTY = "application/vnd.oci.empty.v1+json";
  private static final int DEEPEST = 3;

  private final SplittableRandom random;
  private final RegistryPush push;
  private final List<Algorithm> ofManifests;
  private final Map<Digest, Document> manifests = new LinkedHashMap<>();
  private final Map<Digest, byte[]> blobs = new LinkedHashMap<>();
  private final Digest root;

  private RandomClosure(long seed, RegistryPush push, List<Algorithm> ofManifests) {
    this.random = new SplittableRandom(seed);
    this.push = push;
    this.ofManifests = ofManifests;
    Part image = part(0);
    root = image.digest();
    push.manifest("1", image.mediaType(), document(root).bytes());
    List.copyOf(manifests.keySet()).forEach(this::perhapsReferTo);
  }

  /** Pushes one under tag 1, whose manifests are all named by sha256: every registry takes it. */
  public static RandomClosure push(RegistryServer registry, String repository, long seed) {
    return push(registry, repository, seed, List.of(Algorithm.SHA256));
  }

  /** The same, where some of the manifests below the image are named by sha512. */
  public static RandomClosure pushNamedBySha512(
      RegistryServer registry, String repository, long seed) {
    return push(registry, repository, seed, List.of(Algorithm.values()));
  }

  private static RandomClosure push(
      RegistryServer registry, String repository, long seed, List<Algorithm> ofManifests) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return new RandomClosure(
          seed, new RegistryPush(http, registry.host(), repository), ofManifests);
    }
  }

  /** What the tag names. */
  public Digest root() {
    return root;
  }

  /** Every manifest and index in it. */
  public Map<Digest, Document> manifests() {
    return Map.copyOf(manifests);
  }

  /** Those that sha512 names, in the same order each time. */
  public List<Digest> manifestsNamedBySha512() {
    return manifests.keySet().stream()
        .filter(manifest -> manifest.algorithm().equals("sha512"))
        .toList();
  }

  /** Every blob in it, and its bytes. */
  public Map<Digest, byte[]> blobs() {
    return Map.copyOf(blobs);
  }

  /**
   * A manifest or index.
   *
   * @param mediaType that it was pushed as
   */
  public record Document(String mediaType, String text) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** What one family of media types calls things. */
  private record Types(String index, String manifest, String config, String layer) {}

  /** Something that was pushed. */
  private record Part(String mediaType, Digest digest, int size) {
    String descriptor(String more) {
      return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
          .formatted(mediaType, digest, size, more);
    }
  }

  /** A bare tag names by sha256, so the image itself does. */
  private Part part(int depth) {
    Algorithm algorithm = depth == 0 ? Algorithm.SHA256 : any(ofManifests);
    if (depth < DEEPEST && random.nextInt(depth + 2) == 0) {
      return index(depth, algorithm);
    }
    return random.nextInt(4) == 0 ? artifact("", algorithm) : image(algorithm);
  }

  private Part index(int depth, Algorithm algorithm) {
    List<String> children = new ArrayList<>();
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      String platform = ",\"platform\":{\"os\":\"linux\",\"architecture\":\"a%d\"}".formatted(i);
      children.add(part(depth + 1).descriptor(random.nextBoolean() ? platform : ""));
    }
    return manifest(
        any(List.of(OCI, DOCKER)).index(),
        "\"manifests\":[" + String.join(",", children) + "]",
        algorithm);
  }

  private Part image(Algorithm algorithm) {
    Types types = any(List.of(OCI, DOCKER));
    List<String> layers = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      layers.add(blob(types.layer(), bytes()).descriptor(""));
    }
    byte[] config =
        "{\"architecture\":\"a\",\"seed\":%d}"
            .formatted(random.nextLong())
            .getBytes(StandardCharsets.UTF_8);
    return manifest(
        types.manifest(),
        "\"config\":%s,\"layers\":[%s]"
            .formatted(
                blob(types.config(), config).descriptor(data(config)), String.join(",", layers)),
        algorithm);
  }

  private Part artifact(String subject, Algorithm algorithm) {
    byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
    String layer = blob("text/plain", bytes()).descriptor("");
    return manifest(
        OCI.manifest(),
        "\"artifactType\":\"application/vnd.e2e.odd\",\"config\":%s,\"layers\":[%s]%s"
            .formatted(blob(EMPTY, nothing).descriptor(data(nothing)), layer, subject),
        algorithm);
  }

  private void perhapsReferTo(Digest subject) {
    if (random.nextInt(3) == 0) {
      Document document = document(subject);
      Part part = new Part(document.mediaType(), subject, document.bytes().length);
      Part referrer = artifact(",\"subject\":" + part.descriptor(""), any(ofManifests));
      pushFallback(subject, referrer);
    }
  }

  /** Where a registry has no referrers API they are listed under a tag; each subject has one. */
  private void pushFallback(Digest subject, Part referrer) {
    byte[] list =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(OCI.index(), referrer.descriptor(""))
            .getBytes(StandardCharsets.UTF_8);
    push.manifest(ReservedTags.fallback(subject).value(), OCI.index(), list);
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
    Digest digest = any(List.of(Algorithm.values())).of(content);
    if (blobs.put(digest, content) == null) {
      push.blob(digest, BodyPublishers.ofByteArray(content));
    }
    return new Part(mediaType, digest, content.length);
  }

  private Part manifest(String mediaType, String fields, Algorithm algorithm) {
    boolean named = mediaType.startsWith("application/vnd.docker.") || random.nextInt(3) > 0;
    String type = named ? "\"mediaType\":\"" + mediaType + "\"," : "";
    String odd = random.nextBoolean() ? "\"x-odd\":{\"a\":[1,2.50,null,\"\\u00e9ß\"]}," : "";
    String space = random.nextBoolean() ? "\n   " : "";
    String number = random.nextLong() + "";
    Document document =
        new Document(
            mediaType,
            "{%s\"schemaVersion\":2,%s%s%s,%s\"annotations\":{\"n\":\"%s\"}}"
                .formatted(space, type, odd, fields, space, number));
    Digest digest = algorithm.of(document.bytes());
    manifests.put(digest, document);
    push.manifest(digest.value(), mediaType, document.bytes());
    return new Part(mediaType, digest, document.bytes().length);
  }

  private Document document(Digest manifest) {
    return Objects.requireNonNull(manifests.get(manifest));
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
