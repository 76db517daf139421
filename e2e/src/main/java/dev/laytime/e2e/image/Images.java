package dev.laytime.e2e.image;

import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import dev.laytime.image.ReservedTags;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes images and pushes them; no two have a layer of random bytes in common. */
public final class Images implements AutoCloseable {

  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String STATEMENT = "application/vnd.in-toto+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private static final Pattern DIGEST = Pattern.compile("\"digest\":\"(sha256:[a-f0-9]{64})\"");
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong seeds = new AtomicLong();
  private final Path directory;

  /**
   * @param directory for the layers' files
   */
  public Images(Path directory) {
    this.directory = directory;
  }

  /**
   * Pushes an image for linux/amd64.
   *
   * @param repository in the registry
   * @param layers how many
   * @param bytes of each
   */
  public Digest image(
      RegistryServer registry, String repository, String tag, int layers, long bytes) {
    RegistryPush push = new RegistryPush(http, registry.host(), repository);
    byte[] manifest = pushParts(push, "amd64", layers, bytes);
    push.manifest(tag, MANIFEST, manifest);
    return Algorithm.SHA256.of(manifest);
  }

  /** Pushes an image for linux/amd64 that runs a static program; no two have the same digest. */
  public Digest program(RegistryServer registry, String repository, String tag, Path program) {
    RegistryPush push = new RegistryPush(http, registry.host(), repository);
    List<Layer> layers =
        List.of(
            Layer.program(directory, seeds.incrementAndGet(), program),
            Layer.random(directory, seeds.incrementAndGet(), 1));
    String running = "{\"Entrypoint\":[\"/%s\"]}".formatted(program.getFileName());
    byte[] manifest = pushParts(push, "amd64", layers, running);
    push.manifest(tag, MANIFEST, manifest);
    return Algorithm.SHA256.of(manifest);
  }

  /**
   * Pushes an image for linux/amd64 of files of this machine.
   *
   * @param files by their places in the image, without the first slash
   * @param capable those of them that have a capability whoever runs them, by its number
   * @param running its configuration for who runs it, as JSON
   */
  public Digest files(
      RegistryServer registry,
      String repository,
      String tag,
      Map<String, Path> files,
      Map<String, Integer> capable,
      String running) {
    RegistryPush push = new RegistryPush(http, registry.host(), repository);
    List<Layer> layers = new ArrayList<>();
    layers.add(Layer.files(file("files"), files));
    capable.forEach((name, capability) ->
        layers.add(
            Layer.capable(
                file("capable"), name, Objects.requireNonNull(files.get(name)), capability)));
    byte[] manifest = pushParts(push, "amd64", layers, running);
    push.manifest(tag, MANIFEST, manifest);
    return Algorithm.SHA256.of(manifest);
  }

  /**
   * Pushes an index of an image of files of this machine, and of the same for a platform on which
   * they do not run.
   */
  public Digest forTwo(
      RegistryServer registry,
      String repository,
      String tag,
      Map<String, Path> files,
      String running) {
    RegistryPush push = new RegistryPush(http, registry.host(), repository);
    List<Layer> layers = List.of(Layer.files(file("files"), files));
    return pushIndex(
        push,
        tag,
        Stream.of("amd64", "arm64")
            .map(each -> pushChild(push, each, pushParts(push, each, layers, running)))
            .toList());
  }

  private Path file(String kind) {
    return directory.resolve("%s-%d.tar.gz".formatted(kind, seeds.incrementAndGet()));
  }

  /**
   * Pushes a base for Java programs: an index of one that runs on this machine, and one for another
   * platform that runs nowhere.
   *
   * @param options of each JVM that runs in it
   * @param kept a directory for what is made once
   */
  public void javaBase(
      RegistryServer registry,
      String repository,
      String tag,
      String options,
      Workspace workspace,
      Path kept) {
    RegistryPush push = new RegistryPush(http, registry.host(), repository);
    String more = options.isEmpty() ? "" : ",\"JAVA_TOOL_OPTIONS=%s\"".formatted(options);
    String running = "{\"Env\":[\"PATH=%s\"%s]}".formatted(JavaRuntime.PATH, more);
    List<Layer> runtime = List.of(JavaRuntime.layer(workspace, kept));
    List<Layer> none = List.of(Layer.random(directory, seeds.incrementAndGet(), 1));
    String here = pushChild(push, "amd64", pushParts(push, "amd64", runtime, running));
    String elsewhere = pushChild(push, "arm64", pushParts(push, "arm64", none, running));
    pushIndex(push, tag, List.of(here, elsewhere));
  }

  /** Pushes an image that nothing but its hold tag names. */
  public Digest held(RegistryServer registry, String repository) {
    RegistryPush push = new RegistryPush(http, registry.host(), repository);
    byte[] manifest = pushParts(push, "amd64", 1, 1_000);
    Digest digest = Algorithm.SHA256.of(manifest);
    push.manifest(ReservedTags.hold(digest).value(), MANIFEST, manifest);
    return digest;
  }

  /** Pushes an index with an image for each architecture. */
  public Digest index(
      RegistryServer registry,
      String repository,
      String tag,
      List<String> architectures,
      int layers,
      long bytes) {
    RegistryPush push = new RegistryPush(http, registry.host(), repository);
    return pushIndex(push, tag, children(push, architectures, layers, bytes));
  }

  /**
   * Pushes an index with an image for each architecture and, after all of these, an attestation for
   * each, as BuildKit does.
   */
  public Digest attestedIndex(
      RegistryServer registry,
      String repository,
      String tag,
      List<String> architectures,
      int layers,
      long bytes) {
    RegistryPush push = new RegistryPush(http, registry.host(), repository);
    List<String> images = children(push, architectures, layers, bytes);
    List<String> all = new ArrayList<>(images);
    images.forEach(image -> all.add(pushAttestation(push, digestIn(image))));
    return pushIndex(push, tag, all);
  }

  /** Pushes the images; their descriptors. */
  private List<String> children(
      RegistryPush push, List<String> architectures, int layers, long bytes) {
    List<String> children = new ArrayList<>();
    for (String architecture : architectures) {
      children.add(pushChild(push, architecture, pushParts(push, architecture, layers, bytes)));
    }
    return children;
  }

  /** Pushes an image's manifest; its descriptor. */
  private static String pushChild(RegistryPush push, String architecture, byte[] manifest) {
    Digest digest = Algorithm.SHA256.of(manifest);
    push.manifest(digest.value(), MANIFEST, manifest);
    return """
    {"mediaType":"%s","digest":"%s","size":%d,\
    "platform":{"os":"linux","architecture":"%s"}}\
    """
        .formatted(MANIFEST, digest, manifest.length, architecture);
  }

  /** Pushes an image of one statement; its descriptor. */
  private static String pushAttestation(RegistryPush push, String subject) {
    byte[] config = pushText(push, "{\"architecture\":\"unknown\",\"of\":\"" + subject + "\"}");
    byte[] statement = pushText(push, "{\"subject\":[{\"digest\":\"" + subject + "\"}]}");
    byte[] manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\
        """
            .formatted(
                MANIFEST,
                descriptor(CONFIG, Algorithm.SHA256.of(config), config.length),
                descriptor(STATEMENT, Algorithm.SHA256.of(statement), statement.length))
            .getBytes(StandardCharsets.UTF_8);
    Digest digest = Algorithm.SHA256.of(manifest);
    push.manifest(digest.value(), MANIFEST, manifest);
    return """
    {"mediaType":"%s","digest":"%s","size":%d,\
    "annotations":{"vnd.docker.reference.digest":"%s",\
    "vnd.docker.reference.type":"attestation-manifest"},\
    "platform":{"os":"unknown","architecture":"unknown"}}\
    """
        .formatted(MANIFEST, digest, manifest.length, subject);
  }

  private static byte[] pushText(RegistryPush push, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    push.blob(Algorithm.SHA256.of(content), BodyPublishers.ofByteArray(content));
    return content;
  }

  private static Digest pushIndex(RegistryPush push, String tag, List<String> descriptors) {
    byte[] index =
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[%s]}\
        """
            .formatted(INDEX, String.join(",", descriptors))
            .getBytes(StandardCharsets.UTF_8);
    push.manifest(tag, INDEX, index);
    return Algorithm.SHA256.of(index);
  }

  private static String digestIn(String descriptor) {
    return DIGEST
        .matcher(descriptor)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  /** Gives an image another tag. */
  public void tag(RegistryServer registry, String repository, Digest digest, String tag) {
    RegistryPush push = new RegistryPush(http, registry.host(), repository);
    push.manifest(tag, INDEX, push.fetch(digest));
  }

  /** The manifests that an index lists. */
  public List<Digest> children(RegistryServer registry, String repository, Digest index) {
    String text =
        new String(
            new RegistryPush(http, registry.host(), repository).fetch(index),
            StandardCharsets.UTF_8);
    return DIGEST.matcher(text).results().map(found -> new Digest(found.group(1))).toList();
  }

  /**
   * Pushes an artifact whose subject is an index, as a signature is; where the registry has no
   * referrers API, it is listed under the fallback tag, too.
   */
  public Digest referrer(RegistryServer registry, String repository, Digest subject) {
    RegistryPush push = new RegistryPush(http, registry.host(), repository);
    push.blob(Algorithm.SHA256.of(EMPTY), BodyPublishers.ofByteArray(EMPTY));
    byte[] manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","artifactType":"application/vnd.example.signature",\
        "config":%s,"layers":[],"subject":%s}\
        """
            .formatted(
                MANIFEST,
                descriptor(
                    "application/vnd.oci.empty.v1+json", Algorithm.SHA256.of(EMPTY), EMPTY.length),
                descriptor(INDEX, subject, push.fetch(subject).length))
            .getBytes(StandardCharsets.UTF_8);
    Digest digest = Algorithm.SHA256.of(manifest);
    push.manifest(digest.value(), MANIFEST, manifest);
    byte[] fallback =
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[%s]}\
        """
            .formatted(INDEX, descriptor(MANIFEST, digest, manifest.length))
            .getBytes(StandardCharsets.UTF_8);
    push.manifest(ReservedTags.fallback(subject).value(), INDEX, fallback);
    return digest;
  }

  @Override
  public void close() {
    http.close();
  }

  private byte[] pushParts(RegistryPush push, String architecture, int count, long bytes) {
    List<Layer> layers =
        Stream.generate(() -> Layer.random(directory, seeds.incrementAndGet(), bytes))
            .limit(count)
            .toList();
    return pushParts(push, architecture, layers, "{}");
  }

  /** Pushes layers and configuration; the manifest that is returned is the caller's to push. */
  private static byte[] pushParts(
      RegistryPush push, String architecture, List<Layer> layers, String running) {
    layers.forEach(layer -> pushLayer(push, layer));
    byte[] config = configuration(architecture, layers, running);
    Digest digest = Algorithm.SHA256.of(config);
    push.blob(digest, BodyPublishers.ofByteArray(config));
    return """
    {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\
    """
        .formatted(
            MANIFEST,
            descriptor(CONFIG, digest, config.length),
            layers.stream()
                .map(layer -> descriptor(LAYER, layer.digest(), layer.size()))
                .collect(Collectors.joining(",")))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void pushLayer(RegistryPush push, Layer layer) {
    try {
      push.blob(layer.digest(), BodyPublishers.ofFile(layer.file()));
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException("Read " + layer.file(), e);
    }
  }

  private static byte[] configuration(String architecture, List<Layer> layers, String running) {
    return """
    {"architecture":"%s","os":"linux","config":%s,"rootfs":{"type":"layers","diff_ids":[%s]}}\
    """
        .formatted(
            architecture,
            running,
            layers.stream()
                .map(layer -> "\"" + layer.diffId() + "\"")
                .collect(Collectors.joining(",")))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String descriptor(String mediaType, Digest digest, long size) {
    return """
    {"mediaType":"%s","digest":"%s","size":%d}\
    """
        .formatted(mediaType, digest, size);
  }
}
