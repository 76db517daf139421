package dev.laytime.activities.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** A bare repository whose branches are written commit by commit, without a checkout. */
public final class SampleRepository implements AutoCloseable {

  private final Repository repository;
  private final Map<String, DirCacheEntry> files = new TreeMap<>();
  private final ObjectInserter inserter;

  public SampleRepository(Path directory) throws IOException {
    repository = new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
    repository.create(true);
    inserter = repository.newObjectInserter();
  }

  public Repository repository() {
    return repository;
  }

  public SampleRepository file(String path, String content) throws IOException {
    return entry(path, FileMode.REGULAR_FILE, blob(content));
  }

  public SampleRepository link(String path, String target) throws IOException {
    return entry(path, FileMode.SYMLINK, blob(target));
  }

  public SampleRepository submodule(String path) {
    return entry(path, FileMode.GITLINK, ObjectId.fromString("ab".repeat(20)));
  }

  public SampleRepository without(String path) {
    files.remove(path);
    return this;
  }

  /** Commits all files to a branch; returns the commit's id. */
  public String commit(String branch) throws IOException {
    DirCache index = DirCache.newInCore();
    DirCacheBuilder builder = index.builder();
    files.values().forEach(builder::add);
    builder.finish();
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(index.writeTree(inserter));
    commit.setAuthor(new PersonIdent("A", "a@example.org"));
    commit.setCommitter(commit.getAuthor());
    commit.setMessage("change");
    @Nullable ObjectId parent = repository.resolve("refs/heads/" + branch);
    if (parent != null) {
      commit.setParentId(parent);
    }
    ObjectId id = inserter.insert(commit);
    inserter.flush();
    RefUpdate update = repository.updateRef("refs/heads/" + branch);
    update.setNewObjectId(id);
    update.forceUpdate();
    return id.name();
  }

  @Override
  public void close() {
    inserter.close();
    repository.close();
  }

  private ObjectId blob(String content) throws IOException {
    return inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
  }

  private SampleRepository entry(String path, FileMode mode, ObjectId id) {
    DirCacheEntry entry = new DirCacheEntry(path);
    entry.setFileMode(mode);
    entry.setObjectId(id);
    files.put(path, entry);
    return this;
  }
}
