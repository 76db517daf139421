package dev.laytime.activities.source;

import dev.laytime.usage.FileTree.Entry;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One walk through a directory. Links within it are followed, but for those into a directory that
 * the walk is in; Git's own directories are passed over.
 */
final class DirectoryWalk {

  private static final int MOST_ENTRIES = 200_000;
  private static final int DEEPEST = 64;

  private final Path root;
  private final List<Entry> entries = new ArrayList<>();
  private final Deque<Path> within = new ArrayDeque<>();

  /** A walk below a directory, given by its real path. */
  DirectoryWalk(Path root) {
    this.root = root;
  }

  List<Entry> entries() {
    directory(root, "");
    if (entries.size() >= MOST_ENTRIES) {
      entries.add(new Entry("(tree)", 0, "more than %d files".formatted(MOST_ENTRIES)));
    }
    return entries;
  }

  private void directory(Path real, String path) {
    if (within.contains(real)) {
      return;
    }
    if (within.size() >= DEEPEST) {
      problem(path, "directories nested deeper than " + DEEPEST);
      return;
    }
    within.push(real);
    for (Path child : children(real, path)) {
      if (entries.size() < MOST_ENTRIES && !child.getFileName().toString().equals(".git")) {
        child(child, path.isEmpty() ? name(child) : path + "/" + name(child));
      }
    }
    within.pop();
  }

  private List<Path> children(Path directory, String path) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(children::add);
    } catch (IOException e) {
      problem(path, "cannot be listed: " + FileErrors.text(e));
    } catch (DirectoryIteratorException e) {
      problem(path, "cannot be listed: " + e.getMessage());
    }
    children.sort(null);
    return children;
  }

  private void child(Path child, String path) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        link(child, path);
      } else {
        file(child, attributes, path);
      }
    } catch (IOException e) {
      problem(path, FileErrors.text(e));
    }
  }

  private void link(Path link, String path) throws IOException {
    Path real;
    try {
      real = link.toRealPath();
    } catch (IOException e) {
      problem(path, "a link that leads nowhere");
      return;
    }
    if (real.startsWith(root)) {
      file(real, Files.readAttributes(real, BasicFileAttributes.class), path);
    } else {
      problem(path, "a link out of the tree, which is not followed");
    }
  }

  private void file(Path real, BasicFileAttributes attributes, String path) {
    if (attributes.isDirectory()) {
      directory(real, path);
    } else if (attributes.isRegularFile()) {
      entries.add(new Entry(path, attributes.size(), ""));
    } else {
      problem(path, "not a regular file");
    }
  }

  private void problem(String path, String problem) {
    entries.add(new Entry(path.isEmpty() ? "." : path, 0, problem));
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
