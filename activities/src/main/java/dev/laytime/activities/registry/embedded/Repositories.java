package dev.laytime.activities.registry.embedded;

import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The layouts below one directory, by the name of their repository. */
final class Repositories {

  private final Path root;
  private final Map<String, OciLayout> open = new ConcurrentHashMap<>();

  Repositories(Path root) throws IOException {
    this.root = Files.createDirectories(root);
  }

  /**
   * The name, if it is one.
   *
   * @throws RefusedException with {@code NAME_INVALID}
   */
  static String valid(String name) {
    try {
      return new Repository("localhost", name).path();
    } catch (InvalidReferenceException e) {
      throw ErrorCode.NAME_INVALID.about(e);
    }
  }

  /** The layout of a repository, or empty where nothing was ever pushed to it. */
  Optional<OciLayout> find(String name) throws IOException {
    OciLayout known = open.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Path directory = RepositoryPaths.directory(root, name);
    return OciLayout.isLayout(directory)
        ? Optional.of(remember(name, OciLayout.open(directory)))
        : Optional.empty();
  }

  /**
   * The layout of a repository.
   *
   * @throws RefusedException with {@code NAME_UNKNOWN}
   */
  OciLayout get(String name) throws IOException {
    return find(name).orElseThrow(() -> ErrorCode.NAME_UNKNOWN.about(name));
  }

  OciLayout getOrCreate(String name) throws IOException {
    OciLayout known = open.get(name);
    return known != null
        ? known
        : remember(name, OciLayout.openOrCreate(RepositoryPaths.directory(root, name)));
  }

  /** Every repository's name, in ASCII order. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    Files.walkFileTree(root, new LayoutVisitor(names));
    return names.stream().sorted().toList();
  }

  /** Drops uploads that a former process left behind. */
  void dropUncommitted(Instant before) throws IOException {
    for (String name : names()) {
      get(name).dropUncommitted(before);
    }
  }

  private OciLayout remember(String name, OciLayout layout) {
    OciLayout other = open.putIfAbsent(name, layout);
    return other == null ? layout : other;
  }

  private final class LayoutVisitor extends SimpleFileVisitor<Path> {

    private final List<String> names;

    LayoutVisitor(List<String> names) {
      this.names = names;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (directory.endsWith(RepositoryPaths.BLOBS)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      if (OciLayout.isLayout(directory)) {
        names.add(RepositoryPaths.repository(root, directory));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
