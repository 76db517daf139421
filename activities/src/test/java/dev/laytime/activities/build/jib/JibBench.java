package dev.laytime.activities.build.jib;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activities.build.BuildLines;
import dev.laytime.activities.build.git.SourceRepository;
import dev.laytime.activities.build.git.SourceSettings;
import dev.laytime.activities.registry.BuiltImages;
import dev.laytime.activities.registry.ImageStores;
import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.layout.IndexArchive;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activities.source.GitPlace;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.SampleRepository;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.ledger.FetchedManifests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;

/** A source, a registry, and what makes an image of the one for the other. */
final class JibBench implements AutoCloseable {

  static final Platform AMD = Platform.parse("linux/amd64");
  static final Platform ARM = Platform.parse("linux/arm64");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final BuildLines lines = new BuildLines();
  private final Path directory;
  private final SampleRepository source;
  private final EmbeddedRegistry registry;
  private final ImageStores stores;
  private int builds;
  private long largestBase = BuiltImages.USUAL;
  private String commit = "";

  JibBench(Path directory) throws IOException {
    this.directory = directory;
    source = new SampleRepository(directory.resolve("source.git"));
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    stores =
        new ImageStores(
            ClientSettings.of(List.of(), Credentials.NONE), path -> false, FetchedManifests.NONE);
  }

  SampleRepository source() {
    return source;
  }

  Repository repository(String path) {
    return new Repository(registry.address(), path);
  }

  /** Builds what the source is now, on whatever base it names in this registry. */
  Digest build(String path, Platform... platforms) throws Exception {
    return build(path, JibLimits.USUAL, List.of(registry.address() + "/**"), platforms);
  }

  Digest build(String path, JibLimits limits, List<String> bases, Platform... platforms)
      throws Exception {
    commit = source.commit("main");
    return again(path, limits, bases, platforms);
  }

  /** Builds the last commit once more, with nothing kept from the last time. */
  Digest again(String path, Platform... platforms) throws Exception {
    return again(path, JibLimits.USUAL, List.of(), platforms);
  }

  private Digest again(String path, JibLimits limits, List<String> bases, Platform... platforms)
      throws Exception {
    builds++;
    Path work = Files.createDirectories(directory.resolve("work" + builds));
    SourceRepository repository = repository(directory.resolve("cache" + builds));
    JibStrategy jib = new JibStrategy(new Store(new BuiltImages(stores, largestBase)));
    JibRequest request =
        new JibRequest(
            recipe(bases, List.of(platforms)),
            Map.of("org.opencontainers.image.revision", "abc"),
            repository(path));
    ResolvedRef ref = new ResolvedRef("refs/heads/main", new GitCommit(commit));
    Path files = Files.createDirectories(work.resolve("files"));
    JibSource read =
        repository.read(
            rule(request.recipe()),
            ref,
            () -> {},
            tree -> JibSource.read(tree, request.recipe().file(), limits, files));
    return jib.build(read, request, work);
  }

  private SourceRepository repository(Path cache) {
    return new SourceRepository(
        new SourceSettings(
            new GitPlace(directory.resolve("source.git").toUri(), null),
            cache,
            Duration.ofMinutes(1),
            SourceSettings.USUAL),
        GitProxies.NONE);
  }

  /** The source, whatever it is called. */
  SourceRepository repository(GitRepository unused) {
    return repository(directory.resolve("cache"));
  }

  /** Lets bases have so many bytes and no more. */
  void limitBases(long bytes) {
    largestBase = bytes;
  }

  /** Takes the source away. */
  void loseSource() {
    assertThat(directory.resolve("source.git").toFile().renameTo(directory.resolve("x").toFile()))
        .isTrue();
  }

  void tag(String name, String of) throws IOException {
    RefUpdate update = source.repository().updateRef("refs/tags/" + name);
    update.setNewObjectId(ObjectId.fromString(of));
    update.forceUpdate();
  }

  ImageStores stores() {
    return stores;
  }

  JibBuilder builder() {
    return new JibBuilder(
        this::repository,
        new Store(new BuiltImages(stores, largestBase)),
        JibLimits.USUAL,
        making(),
        lines);
  }

  /** What builders say. */
  BuildLines lines() {
    return lines;
  }

  /** What builds have left behind. */
  List<Path> inTheMaking() {
    try (var files = Files.list(making())) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path making() {
    return directory.resolve("making");
  }

  /** Names of the files that the last build took out of Git. */
  List<String> taken() throws IOException {
    try (var files = Files.list(directory.resolve("work" + builds).resolve("files"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  JsonNode json(String path, Digest digest) throws IOException {
    try (InputStream content = layout(path).readBlob(digest)) {
      return JSON.readTree(content);
    }
  }

  /** Has the registry name a manifest of what it has already. */
  void put(String path, String tag, JsonNode manifest) throws IOException, InterruptedException {
    URI place = URI.create("http://%s/v2/%s/manifests/%s".formatted(registry.address(), path, tag));
    HttpRequest request =
        HttpRequest.newBuilder(place)
            .header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(manifest)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(201);
    }
  }

  /** The files of a manifest's layer. */
  Map<String, TarArchiveEntry> layer(String path, JsonNode manifest, int layer) throws IOException {
    Digest digest = new Digest(manifest.path("layers").get(layer).path("digest").asText());
    Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
    try (var tar = new TarArchiveInputStream(new GZIPInputStream(layout(path).readBlob(digest)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.put(entry.getName(), entry);
      }
    }
    return entries;
  }

  private OciLayout layout(String path) throws IOException {
    return OciLayout.open(directory.resolve("registry").resolve(path));
  }

  private static BuildRule rule(BuildRecipe recipe) {
    return new BuildRule(
        "site",
        new BuildImages(List.of("registry.test/site"), List.of()),
        new GitRepository("https://git.test/site.git", null),
        List.of(new RefMapping.ToTag("v{tag}")),
        new AllowedRefs(List.of(), List.of("main")),
        recipe,
        BuildLimits.NOBODY,
        false,
        AfterBuild.NOTHING);
  }

  private static BuildRecipe recipe(List<String> bases, List<Platform> platforms) {
    return recipe(bases, platforms, Duration.ofMinutes(10));
  }

  static BuildRecipe recipe(List<String> bases, List<Platform> platforms, Duration timeout) {
    return new BuildRecipe(
        BuildStrategy.JIB,
        "",
        ".laytime/image.yaml",
        null,
        Map.of(),
        platforms,
        BuildResources.USUAL,
        List.of(),
        null,
        bases,
        timeout);
  }

  @Override
  public void close() {
    stores.close();
    registry.close();
    source.close();
  }

  /** As the worker joins them. */
  private record Store(BuiltImages images) implements BuildImageStore {

    @Override
    public Digest resolve(Reference base) throws IOException {
      return images.resolve(base);
    }

    @Override
    public void bring(Repository base, Digest digest, Platform platform, Path archive)
        throws IOException, InterruptedException {
      images.bring(base, digest, platform, archive);
    }

    @Override
    public Digest push(List<PlatformImage> made, Repository to, Path work)
        throws IOException, InterruptedException {
      return images.push(
          made.stream()
              .map(image -> new IndexArchive.Part(image.platform(), image.archive()))
              .toList(),
          to,
          work);
    }
  }
}
