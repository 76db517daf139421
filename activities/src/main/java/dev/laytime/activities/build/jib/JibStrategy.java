package dev.laytime.activities.build.jib;

import dev.laytime.activities.build.jib.BuildImageStore.PlatformImage;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.image.Digest;
import dev.laytime.image.Glob;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes images of files, for one platform or several, and pushes them. */
final class JibStrategy {

  private static final String BASE_NAME = "org.opencontainers.image.base.name";
  private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  private final BuildImageStore store;

  JibStrategy(BuildImageStore store) {
    this.store = store;
  }

  /** A base image, as its tag was resolved. */
  private record Base(Reference name, Digest digest) {}

  /** The same, and nobody is told how it goes. */
  Digest build(JibSource source, JibRequest request, Path work)
      throws IOException, InterruptedException {
    return build(source, request, work, _ -> {});
  }

  /**
   * Makes an image and pushes it.
   *
   * @param work a directory of this build's
   * @param says is told what is being done, a line each
   * @return the digest of what was pushed: of an index where there are several platforms
   * @throws BuildException if the source is at fault
   * @throws IOException if something else is
   */
  Digest build(JibSource source, JibRequest request, Path work, Consumer<String> says)
      throws IOException, InterruptedException {
    Base base = base(source.file(), request.recipe().bases());
    JibImage image = new JibImage(source, labels(request, base), work.resolve("caches"));
    says.accept(
        base == null
            ? "on scratch"
            : "on %s@%s".formatted(base.name().repository(), base.digest()));
    List<PlatformImage> images = new ArrayList<>();
    for (Platform platform : request.recipe().platforms()) {
      says.accept("make the image for " + platform);
      Path directory = Files.createDirectories(work.resolve("platform" + images.size()));
      Path archive = directory.resolve("image.tar");
      image.write(platform, brought(base, platform, directory), archive);
      images.add(new PlatformImage(platform, archive));
    }
    says.accept("push to " + request.to());
    Digest digest = store.push(images, request.to(), Files.createDirectories(work.resolve("push")));
    says.accept("pushed " + digest);
    return digest;
  }

  private @Nullable Base base(ImageFile file, List<String> allowed) throws IOException {
    if (file.from() == null) {
      return null;
    }
    Reference name;
    try {
      name = Reference.parse(file.from());
    } catch (InvalidReferenceException e) {
      throw refused("from: " + e.getMessage());
    }
    String repository = name.repository().toString();
    if (allowed.stream().noneMatch(pattern -> Glob.matches(pattern, repository))) {
      throw new BuildException(
          BuildFailureKind.NOT_ALLOWED,
          "from: the rule allows no base image of %s, but %s"
              .formatted(repository, allowed.isEmpty() ? "scratch alone" : allowed));
    }
    return new Base(name, store.resolve(name));
  }

  private @Nullable Path brought(@Nullable Base base, Platform platform, Path directory)
      throws IOException, InterruptedException {
    if (base == null) {
      return null;
    }
    Path archive = directory.resolve("base.tar");
    store.bring(base.name().repository(), base.digest(), platform, archive);
    return archive;
  }

  private static Map<String, String> labels(JibRequest request, @Nullable Base base) {
    Map<String, String> labels = new TreeMap<>(request.labels());
    if (base != null) {
      labels.put(BASE_NAME, base.name().text());
      labels.put(BASE_DIGEST, base.digest().value());
    }
    return labels;
  }

  private static BuildException refused(String said) {
    return new BuildException(BuildFailureKind.USER_ERROR, said);
  }
}
