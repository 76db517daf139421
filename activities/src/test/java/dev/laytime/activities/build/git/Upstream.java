package dev.laytime.activities.build.git;

import dev.laytime.activities.source.SampleRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.lib.TreeFormatter;

/** A repository with branches, tags, and what only a pull request has. */
final class Upstream implements AutoCloseable {

  private static final PersonIdent SOMEBODY = new PersonIdent("A", "a@example.org");

  private final SampleRepository sample;

  Upstream(Path directory) throws IOException {
    sample = new SampleRepository(directory);
  }

  Repository repository() {
    return sample.repository();
  }

  /** What a name leads to. */
  String resolve(String name) throws IOException {
    return Objects.requireNonNull(repository().resolve(name), name).name();
  }

  SampleRepository sample() {
    return sample;
  }

  /** A commit on a branch. */
  String commit(String branch, String content) throws IOException {
    return sample.file("file", content).commit(branch);
  }

  /** A commit that nothing but this ref leads to. */
  String commitUnder(String ref, String content) throws IOException {
    String id = sample.file("file", content).commit("passing");
    set(ref, id);
    delete("refs/heads/passing");
    return id;
  }

  void set(String ref, String id) throws IOException {
    RefUpdate update = repository().updateRef(ref);
    update.setNewObjectId(ObjectId.fromString(id));
    update.forceUpdate();
  }

  void delete(String ref) throws IOException {
    RefUpdate update = repository().updateRef(ref);
    update.setForceUpdate(true);
    update.delete();
  }

  /** An annotated tag. */
  void annotate(String tag, String commit) throws IOException {
    TagBuilder builder = new TagBuilder();
    builder.setTag(tag);
    builder.setObjectId(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
    builder.setTagger(SOMEBODY);
    builder.setMessage("release");
    try (ObjectInserter inserter = repository().newObjectInserter()) {
      ObjectId id = inserter.insert(builder);
      inserter.flush();
      set("refs/tags/" + tag, id.name());
    }
  }

  /** Directories that stand for 2^depth paths of one file, each name a thousand letters long. */
  String fan(String branch, int depth) throws IOException {
    try (ObjectInserter inserter = repository().newObjectInserter()) {
      ObjectId below = inserter.insert(Constants.OBJ_BLOB, new byte[] {'x'});
      FileMode mode = FileMode.REGULAR_FILE;
      for (int i = 0; i < depth; i++) {
        TreeFormatter tree = new TreeFormatter();
        tree.append("a".repeat(1000), mode, below);
        tree.append("b".repeat(1000), mode, below);
        below = inserter.insert(tree);
        mode = FileMode.TREE;
      }
      return commit(inserter, branch, below);
    }
  }

  /** Directories in one another, with one file at the end. */
  String shaft(String branch, int depth) throws IOException {
    try (ObjectInserter inserter = repository().newObjectInserter()) {
      ObjectId below = inserter.insert(Constants.OBJ_BLOB, new byte[] {'x'});
      FileMode mode = FileMode.REGULAR_FILE;
      for (int i = 0; i <= depth; i++) {
        TreeFormatter tree = new TreeFormatter();
        tree.append("d", mode, below);
        below = inserter.insert(tree);
        mode = FileMode.TREE;
      }
      return commit(inserter, branch, below);
    }
  }

  private String commit(ObjectInserter inserter, String branch, ObjectId tree) throws IOException {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setAuthor(SOMEBODY);
    commit.setCommitter(SOMEBODY);
    commit.setMessage("large");
    String id = inserter.insert(commit).name();
    inserter.flush();
    set("refs/heads/" + branch, id);
    return id;
  }

  /** Two commits whose ids have the first seven digits in common, one branch for each. */
  String twins(String one, String other) throws IOException {
    ObjectId tree = repository().resolve("refs/heads/main^{tree}");
    Map<String, CommitBuilder> seen = new HashMap<>();
    try (ObjectInserter inserter = repository().newObjectInserter();
        ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
      for (int i = 0; true; i++) {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setAuthor(SOMEBODY);
        commit.setCommitter(SOMEBODY);
        commit.setMessage("try " + i);
        String digits = ids.idFor(Constants.OBJ_COMMIT, commit.build()).name().substring(0, 7);
        CommitBuilder twin = seen.putIfAbsent(digits, commit);
        if (twin != null) {
          String first = inserter.insert(twin).name();
          String second = inserter.insert(commit).name();
          inserter.flush();
          set("refs/heads/" + one, first);
          set("refs/heads/" + other, second);
          return digits;
        }
      }
    }
  }

  @Override
  public void close() {
    sample.close();
  }
}
