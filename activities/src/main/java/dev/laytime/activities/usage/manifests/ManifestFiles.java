package dev.laytime.activities.usage.manifests;

import dev.laytime.usage.FileTree;
import dev.laytime.usage.FileTree.Entry;
import dev.laytime.usage.FileTree.UnreadableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a tree that are looked at: read one by one, each trouble a gap. */
final class ManifestFiles {

  static final long LARGEST_FILE = 8L << 20;
  static final int MOST_FILES = 100_000;

  private final FileTree tree;
  private final List<PathPattern> irrelevant;
  private final Gaps gaps;
  private final Runnable pulse;
  private final Map<String, Entry> relevant = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();
  private final int leftOut;

  ManifestFiles(FileTree tree, List<String> irrelevant, Gaps gaps, Runnable pulse) {
    this.tree = tree;
    this.irrelevant = irrelevant.stream().map(PathPattern::new).toList();
    this.gaps = gaps;
    this.pulse = pulse;
    List<Entry> all = tree.files();
    all.stream().filter(file -> !isIrrelevant(file.path())).forEach(this::add);
    this.leftOut = (int) all.stream().filter(file -> isIrrelevant(file.path())).count();
  }

  /** Whether a file is read for manifests, by its name. */
  static boolean isManifest(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  boolean isIrrelevant(String path) {
    return irrelevant.stream().anyMatch(pattern -> pattern.matches(path));
  }

  Collection<String> paths() {
    return relevant.keySet();
  }

  int leftOut() {
    return leftOut;
  }

  int filesRead() {
    return read.size();
  }

  boolean isFile(String path) {
    return relevant.containsKey(path);
  }

  /** The documents of a file that can be read; what cannot is a gap. */
  List<Node> documents(String path) {
    pulse.run();
    Entry file = Objects.requireNonNull(relevant.get(path));
    byte[] content = content(file);
    if (content == null) {
      return List.of();
    }
    Documents documents = Documents.of(path, content);
    if (documents.problem() != null) {
      gaps.add(path, documents.problem());
    }
    return documents.readable();
  }

  /** Looks at the tree again: what changed while it was read may have been missed. */
  void lookAgain() {
    Map<String, Entry> before = new LinkedHashMap<>(relevant);
    List<Entry> now = new ArrayList<>();
    for (Entry file : tree.files()) {
      if (!isIrrelevant(file.path()) && !file.equals(before.remove(file.path()))) {
        now.add(file);
      }
    }
    now.addAll(before.values());
    now.stream()
        .map(Entry::path)
        .filter(path -> isManifest(path) || read.contains(path))
        .forEach(path -> gaps.add(path, "changed while the tree was read; the next scan reads it"));
  }

  private void add(Entry file) {
    relevant.put(file.path(), file);
    if (!file.problem().isEmpty()) {
      gaps.add(file.path(), file.problem());
    }
  }

  private byte @Nullable [] content(Entry file) {
    if (!file.problem().isEmpty()) {
      return null;
    }
    if (file.size() > LARGEST_FILE) {
      gaps.add(file.path(), "larger than 8 MiB");
      return null;
    }
    if (read.size() >= MOST_FILES && !read.contains(file.path())) {
      gaps.add("(tree)", "more than %d files to read".formatted(MOST_FILES));
      return null;
    }
    read.add(file.path());
    try {
      return tree.read(file);
    } catch (UnreadableException e) {
      gaps.add(file.path(), String.valueOf(e.getMessage()));
      return null;
    }
  }
}
