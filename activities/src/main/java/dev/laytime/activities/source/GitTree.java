package dev.laytime.activities.source;

import dev.laytime.usage.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/** A commit's files, read from fetched objects. */
final class GitTree implements FileTree {

  private final String identity;
  private final ObjectId commit;
  private final Repository repository;
  private final ObjectReader objects;
  private final List<Entry> entries;
  private final Map<String, ObjectId> contents;
  private final Runnable close;
  private boolean closed;

  private GitTree(
      String identity, ObjectId commit, Repository repository, GitFiles files, Runnable close) {
    this.identity = identity;
    this.commit = commit;
    this.repository = repository;
    this.objects = repository.newObjectReader();
    this.entries = files.entries();
    this.contents = files.contents();
    this.close = close;
  }

  /**
   * A commit's tree.
   *
   * @param repository closed with the tree
   * @throws UnreadableException if the commit lacks the directory
   */
  static GitTree open(GitSettings settings, Repository repository, ObjectId commit, Runnable close)
      throws IOException {
    GitFiles files = GitFiles.of(settings, repository, commit);
    return new GitTree(settings.identity(), commit, repository, files, close);
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public String revision() {
    return commit.name();
  }

  @Override
  public List<Entry> files() {
    return entries;
  }

  @Override
  public byte[] read(Entry file) {
    try {
      ObjectId content = Objects.requireNonNull(contents.get(file.path()));
      return objects.open(content, Constants.OBJ_BLOB).getBytes();
    } catch (IOException e) {
      throw new UnreadableException(
          "read object: " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      objects.close();
      repository.close();
      close.run();
    }
  }
}
