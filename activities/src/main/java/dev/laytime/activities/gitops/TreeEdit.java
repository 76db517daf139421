package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.GitFileEdit.Setters;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/** An image written into a commit's files: from objects to objects, and no link is followed. */
final class TreeEdit {

  private static final int LARGEST = 4 * 1024 * 1024;
  private static final int MOST_FILES = 5000;

  private final ObjectReader objects;
  private final ObjectId tree;
  private final WrittenImage image;
  private final Map<String, byte[]> before = new LinkedHashMap<>();
  private final Map<String, byte[]> after = new LinkedHashMap<>();

  TreeEdit(ObjectReader objects, ObjectId tree, WrittenImage image) {
    this.objects = objects;
    this.tree = tree;
    this.image = image;
  }

  /**
   * Writes the image wherever a target says.
   *
   * @throws GitWriteException if a place is missing, or cannot be written with certainty
   */
  TreeEdit edit(GitTargetSettings settings) throws IOException {
    boolean any = false;
    for (GitFileEdit edit : settings.files()) {
      if (edit.covers(image.below())) {
        any = true;
        write(edit);
      }
    }
    if (!any) {
      throw new GitWriteException(
          FailureType.REFUSED,
          "none of its files is for " + image.below(),
          "add one to files of the Git target '%s', or take it out of the path"
              .formatted(settings.name()));
    }
    return this;
  }

  /** The files that say something else now, by path, as they were. */
  Map<String, byte[]> before() {
    Map<String, byte[]> changed = new LinkedHashMap<>();
    before.forEach((path, bytes) -> {
      if (!Arrays.equals(bytes, after.get(path))) {
        changed.put(path, bytes);
      }
    });
    return changed;
  }

  /** The same as they are. */
  byte[] after(String path) {
    return after.getOrDefault(path, new byte[0]);
  }

  /** Writes the new files and the directories above them. */
  ObjectId insert(ObjectInserter inserter) throws IOException {
    DirCache index = DirCache.newInCore();
    DirCacheBuilder builder = index.builder();
    builder.addTree(new byte[0], DirCacheEntry.STAGE_0, objects, tree);
    builder.finish();
    DirCacheEditor editor = index.editor();
    for (String path : before().keySet()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, after(path));
      editor.add(
          new DirCacheEditor.PathEdit(path) {
            @Override
            public void apply(DirCacheEntry entry) {
              entry.setObjectId(blob);
            }
          });
    }
    editor.finish();
    return index.writeTree(inserter);
  }

  private void write(GitFileEdit edit) throws IOException {
    String path =
        edit.path()
            .replace("{repository}", image.below())
            .replace("{name}", image.name())
            .replace("{stage}", image.stage());
    if (path.isEmpty()) {
      directory(tree, "", edit);
      return;
    }
    try (TreeWalk found = walkTo(path)) {
      FileMode mode = found.getFileMode(0);
      if (mode.equals(FileMode.TREE) && edit.how() instanceof Setters) {
        directory(found.getObjectId(0), path + "/", edit);
      } else if (!isFile(mode)) {
        throw refused(path, "it is no plain file", "name the file itself; no link is followed");
      } else if (!file(path, found.getObjectId(0), edit)) {
        throw noMark(path);
      }
    }
  }

  private TreeWalk walkTo(String path) throws IOException {
    TreeWalk found = TreeWalk.forPath(objects, path, tree);
    if (found == null) {
      throw refused(path, "there is none on the branch", "correct the path, or commit the file");
    }
    return found;
  }

  private void directory(ObjectId directory, String prefix, GitFileEdit edit) throws IOException {
    boolean any = false;
    int files = 0;
    try (TreeWalk walk = new TreeWalk(objects)) {
      walk.addTree(directory);
      walk.setRecursive(true);
      while (walk.next()) {
        String path = walk.getPathString();
        if (isFile(walk.getFileMode(0)) && (path.endsWith(".yaml") || path.endsWith(".yml"))) {
          if (++files > MOST_FILES) {
            throw refused(prefix, "it has too many files", "name a directory with less");
          }
          any |= file(prefix + path, walk.getObjectId(0), edit);
        }
      }
    }
    if (!any) {
      throw noMark(prefix.isEmpty() ? "(all)" : prefix);
    }
  }

  private boolean file(String path, ObjectId id, GitFileEdit edit) throws IOException {
    byte[] content = after.containsKey(path) ? after(path) : content(path, id);
    try {
      byte[] edited = FileEdit.edit(content, edit, image);
      if (edited == null) {
        return false;
      }
      before.putIfAbsent(path, content);
      after.put(path, edited);
      return true;
    } catch (EditRefusedException e) {
      throw refused(path, String.valueOf(e.getMessage()), e.hint());
    }
  }

  private byte[] content(String path, ObjectId id) throws IOException {
    ObjectLoader loader = objects.open(id, Constants.OBJ_BLOB);
    if (loader.getSize() > LARGEST) {
      throw refused(
          path,
          "it is larger than %d bytes".formatted(LARGEST),
          "name a smaller file or directory");
    }
    return loader.getBytes(LARGEST);
  }

  private static boolean isFile(FileMode mode) {
    return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
  }

  private GitWriteException noMark(String path) {
    return refused(
        path,
        "no value has a mark for %s on the path %s".formatted(image.below(), image.path()),
        "write a mark behind the value: # {\"$laytime\": \"%s/%s:tag\"}"
            .formatted(image.path(), image.below()));
  }

  private static GitWriteException refused(String path, String why, String hint) {
    return new GitWriteException(FailureType.REFUSED, path + ": " + why, hint);
  }
}
