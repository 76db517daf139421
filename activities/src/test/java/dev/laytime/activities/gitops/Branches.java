package dev.laytime.activities.gitops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What a repository's branches hold. */
record Branches(Repository repository) {

  String file(String branch, String path) throws IOException {
    RevCommit commit = commits(branch).getFirst();
    try (TreeWalk walk = TreeWalk.forPath(repository, path, commit.getTree())) {
      return new String(
          repository.open(Objects.requireNonNull(walk).getObjectId(0)).getBytes(),
          StandardCharsets.UTF_8);
    }
  }

  /** Newest first. */
  List<RevCommit> commits(String branch) throws IOException {
    ObjectId head = Objects.requireNonNull(repository.resolve("refs/heads/" + branch));
    try (RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(head));
      List<RevCommit> commits = new ArrayList<>();
      for (RevCommit commit : walk) {
        walk.parseBody(commit);
        commits.add(commit);
      }
      return commits;
    }
  }
}
