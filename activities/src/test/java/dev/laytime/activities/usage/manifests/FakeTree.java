package dev.laytime.activities.usage.manifests;

import dev.laytime.usage.FileTree;
import dev.laytime.usage.Listing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Files in memory, some of which may not be readable. */
final class FakeTree implements FileTree {

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, String> unreadable = new TreeMap<>();
  private final List<Entry> problems = new ArrayList<>();
  boolean closed;

  FakeTree with(String path, String content) {
    return with(path, content.getBytes(StandardCharsets.UTF_8));
  }

  FakeTree with(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  FakeTree withUnreadable(String path, String cause) {
    unreadable.put(path, cause);
    return with(path, "kind: Pod");
  }

  FakeTree withProblem(String path, String problem) {
    problems.add(new Entry(path, 0, problem));
    return this;
  }

  /** What a source named {@code git} lists of it. */
  Listing list() {
    return list(ManifestSettings.PLAIN);
  }

  Listing list(ManifestSettings settings) {
    return new ManifestSource("git", _ -> this, settings).list(() -> {});
  }

  /** The distinct images of a complete listing, sorted. */
  List<String> images() {
    Listing listing = list();
    if (!listing.complete()) {
      throw new AssertionError("not complete: " + listing.gaps());
    }
    return images(listing);
  }

  static List<String> images(Listing listing) {
    return listing.images().stream()
        .map(named -> named.image().text())
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public String identity() {
    return "/tree";
  }

  @Override
  public String revision() {
    return "r1";
  }

  @Override
  public List<Entry> files() {
    List<Entry> entries = new ArrayList<>(problems);
    files.forEach((path, content) -> entries.add(new Entry(path, content.length, "")));
    return entries;
  }

  @Override
  public byte[] read(Entry file) {
    String cause = unreadable.get(file.path());
    if (cause != null) {
      throw new UnreadableException(cause, new IOException(cause));
    }
    return Objects.requireNonNull(files.get(file.path()));
  }

  @Override
  public void close() {
    closed = true;
  }
}
