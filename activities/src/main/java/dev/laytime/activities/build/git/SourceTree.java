package dev.laytime.activities.build.git;

import dev.laytime.build.BuildException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * A commit's files in Git's objects. Nothing is checked out: a link is an entry like any other, and
 * is never followed.
 */
public final class SourceTree {

  private final ObjectReader objects;
  private final RevCommit commit;
  private final Watched watched;

  private SourceTree(ObjectReader objects, RevCommit commit, Watched watched) {
    this.objects = objects;
    this.commit = commit;
    this.watched = watched;
  }

  static SourceTree of(ObjectReader objects, ObjectId commit, Watched watched) throws IOException {
    try (RevWalk walk = new RevWalk(objects)) {
      return new SourceTree(objects, walk.parseCommit(commit), watched);
    }
  }

  /** What an entry is. */
  public enum Kind {
    FILE,
    PROGRAM,
    LINK,
    SUBMODULE
  }

  /**
   * Something that is not a directory.
   *
   * @param path from the root, with {@code /}
   * @param object Git's name of its content
   */
  public record Entry(String path, Kind kind, String object) {}

  /** When the commit was made, in whole seconds. */
  public Instant committed() {
    return Instant.ofEpochSecond(commit.getCommitTime());
  }

  /** What lies at a path; empty where nothing does, or a directory. */
  public Optional<Entry> find(String path) throws IOException {
    try (TreeWalk walk = TreeWalk.forPath(objects, path, commit.getTree())) {
      return walk == null || walk.getFileMode(0).equals(FileMode.TREE)
          ? Optional.empty()
          : Optional.of(entry(walk));
    }
  }

  /**
   * All entries below a directory, sorted as Git sorts them.
   *
   * @param directory empty for the root
   * @param most that are listed
   * @return one more than the most where there are more
   * @throws BuildException if a path is longer or deeper than any that is meant, or all together
   */
  public List<Entry> below(String directory, int most) throws IOException {
    List<Entry> entries = new ArrayList<>();
    ObjectId tree = tree(directory).orElse(null);
    if (tree == null) {
      return entries;
    }
    PathBudget budget = new PathBudget(most);
    try (TreeWalk walk = new TreeWalk(objects)) {
      walk.addTree(tree);
      while (entries.size() <= most && walk.next()) {
        watched.failIfAbandoned();
        budget.spend(walk.getDepth(), directory.length() + 1 + walk.getPathLength());
        if (walk.isSubtree()) {
          walk.enterSubtree();
        } else {
          Entry found = entry(walk);
          entries.add(
              directory.isEmpty()
                  ? found
                  : new Entry(directory + "/" + found.path(), found.kind(), found.object()));
        }
      }
    }
    return entries;
  }

  /**
   * Ends what goes on for long.
   *
   * @throws IOException if nobody waits for it any more
   */
  public void failIfAbandoned() throws IOException {
    watched.failIfAbandoned();
  }

  /** How long a file is, in bytes. */
  public long size(Entry file) throws IOException {
    return objects.getObjectSize(ObjectId.fromString(file.object()), ObjectReader.OBJ_ANY);
  }

  /** Writes a file's content somewhere. */
  public void copy(Entry file, OutputStream to) throws IOException {
    watched.failIfAbandoned();
    objects.open(ObjectId.fromString(file.object())).copyTo(to);
  }

  private Optional<ObjectId> tree(String directory) throws IOException {
    if (directory.isEmpty()) {
      return Optional.of(commit.getTree());
    }
    try (TreeWalk walk = TreeWalk.forPath(objects, directory, commit.getTree())) {
      return walk == null || !walk.getFileMode(0).equals(FileMode.TREE)
          ? Optional.empty()
          : Optional.of(walk.getObjectId(0));
    }
  }

  private static Entry entry(TreeWalk walk) {
    FileMode mode = walk.getFileMode(0);
    Kind kind =
        mode.equals(FileMode.GITLINK)
            ? Kind.SUBMODULE
            : mode.equals(FileMode.SYMLINK)
                ? Kind.LINK
                : mode.equals(FileMode.EXECUTABLE_FILE) ? Kind.PROGRAM : Kind.FILE;
    return new Entry(walk.getPathString(), kind, walk.getObjectId(0).name());
  }
}
