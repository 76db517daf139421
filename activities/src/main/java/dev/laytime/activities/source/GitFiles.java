package dev.laytime.activities.source;

import dev.laytime.usage.FileTree.Entry;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** One walk through a commit's tree; links within it are followed, to files and to directories. */
final class GitFiles {

  private static final int MOST_ENTRIES = 200_000;
  private static final int MOST_HOPS = 8;
  private static final int LONGEST_LINK = 4096;

  private final ObjectReader objects;
  private final TreeMap<String, Item> items = new TreeMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, ObjectId> contents = new HashMap<>();

  private record Item(FileMode mode, ObjectId id) {}

  private GitFiles(ObjectReader objects) {
    this.objects = objects;
  }

  /**
   * The files of a commit, below the directory that the settings name.
   *
   * @throws UnreadableException if there is no such directory
   */
  static GitFiles of(GitSettings settings, Repository repository, ObjectId commit)
      throws IOException {
    try (ObjectReader objects = repository.newObjectReader();
        RevWalk commits = new RevWalk(objects)) {
      RevTree tree = commits.parseCommit(commit).getTree();
      GitFiles files = new GitFiles(objects);
      files.walk(directory(settings, objects, tree));
      files.list();
      return files;
    }
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The object of each file that can be read, by path. */
  Map<String, ObjectId> contents() {
    return contents;
  }

  private static ObjectId directory(GitSettings settings, ObjectReader objects, RevTree tree)
      throws IOException {
    String path = Path.of(settings.path()).normalize().toString();
    if (path.isEmpty()) {
      return tree;
    }
    try (TreeWalk found = TreeWalk.forPath(objects, path, tree)) {
      if (found != null && found.getFileMode(0).equals(FileMode.TREE)) {
        return found.getObjectId(0);
      }
    }
    String cause = "the branch has no directory " + path;
    throw new UnreadableException(
        "read " + settings.identity() + ": " + cause, new IOException(cause));
  }

  private void walk(ObjectId directory) throws IOException {
    try (TreeWalk walk = new TreeWalk(objects)) {
      walk.addTree(directory);
      walk.setRecursive(true);
      while (walk.next()) {
        items.put(walk.getPathString(), new Item(walk.getFileMode(0), walk.getObjectId(0)));
      }
    }
  }

  private void list() throws IOException {
    for (Map.Entry<String, Item> item : items.entrySet()) {
      add(item.getKey(), item.getKey(), item.getValue(), 0);
    }
    if (entries.size() >= MOST_ENTRIES) {
      problem("(tree)", "more than %d files".formatted(MOST_ENTRIES));
    }
  }

  /**
   * Adds what is at one path.
   *
   * @param seen the path by which it was reached
   * @param real where it lies
   */
  private void add(String seen, String real, Item item, int hops) throws IOException {
    if (entries.size() >= MOST_ENTRIES) {
      return;
    }
    if (item.mode().equals(FileMode.GITLINK)) {
      problem(seen, "a submodule, which is not fetched");
    } else if (item.mode().equals(FileMode.SYMLINK)) {
      link(seen, real, item, hops);
    } else {
      entries.add(new Entry(seen, objects.getObjectSize(item.id(), ObjectReader.OBJ_ANY), ""));
      contents.put(seen, item.id());
    }
  }

  private void link(String seen, String real, Item item, int hops) throws IOException {
    String written =
        new String(objects.open(item.id()).getCachedBytes(LONGEST_LINK), StandardCharsets.UTF_8);
    Path directory = Path.of(real).getParent();
    Path target = (directory == null ? Path.of("") : directory).resolve(written).normalize();
    String path = target.toString();
    if (target.isAbsolute() || target.startsWith("..")) {
      problem(seen, "a link out of the tree, which is not followed");
    } else if (hops >= MOST_HOPS) {
      problem(seen, "a link that leads to links without end");
    } else if (items.containsKey(path)) {
      add(seen, path, items.get(path), hops + 1);
    } else if (!Path.of(real).startsWith(target) && !path.isEmpty()) {
      directory(seen, path, hops);
    }
  }

  /** What lies below a directory that a link leads to. */
  private void directory(String seen, String path, int hops) throws IOException {
    Map<String, Item> below = items.subMap(path + "/", path + "0");
    if (below.isEmpty()) {
      problem(seen, "a link that leads nowhere in the tree");
    }
    for (Map.Entry<String, Item> item : below.entrySet()) {
      String rest = item.getKey().substring(path.length());
      add(seen + rest, item.getKey(), item.getValue(), hops + 1);
    }
  }

  private void problem(String path, String problem) {
    entries.add(new Entry(path, 0, problem));
  }
}
