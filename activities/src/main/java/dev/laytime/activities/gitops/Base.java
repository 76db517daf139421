package dev.laytime.activities.gitops;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.Merger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.jspecify.annotations.Nullable;

/**
 * What a commit is made on.
 *
 * @param parents one commit; of a merge that is still to be made, ours and then theirs
 * @param tree the files
 */
record Base(List<ObjectId> parents, ObjectId tree) {

  Base {
    parents = List.copyOf(parents);
  }

  /** A commit as it is. */
  static Base of(Repository repository, ObjectId commit) throws IOException {
    try (RevWalk commits = new RevWalk(repository)) {
      return of(commits.parseCommit(commit));
    }
  }

  /**
   * A branch of ours that people have not merged, or not all of it, with what theirs says by now. A
   * merge that Git does not see, as one that squashes, is seen so, too: both say the same.
   *
   * <p>Where both have changed the same lines, it is ours alone, and people see that in the
   * request.
   *
   * @return empty where no commit is known that both come from
   */
  static Optional<Base> of(Repository repository, ObjectId written, ObjectId read)
      throws IOException {
    try (RevWalk commits = new RevWalk(repository)) {
      RevCommit ours = commits.parseCommit(written);
      RevCommit theirs = commits.parseCommit(read);
      RevCommit fork = fork(commits, ours, theirs);
      if (fork == null) {
        return Optional.empty();
      }
      return Optional.of(
          fork.equals(ours)
              ? of(theirs)
              : fork.equals(theirs) ? of(ours) : merged(repository, ours, theirs));
    }
  }

  private static Base of(RevCommit commit) {
    return new Base(List.of(commit.getId()), commit.getTree().getId());
  }

  private static Base merged(Repository repository, RevCommit ours, RevCommit theirs)
      throws IOException {
    Merger merger = MergeStrategy.RECURSIVE.newMerger(repository, true);
    return merger.merge(ours, theirs)
        ? new Base(List.of(ours.getId(), theirs.getId()), merger.getResultTreeId())
        : of(ours);
  }

  private static @Nullable RevCommit fork(RevWalk commits, RevCommit ours, RevCommit theirs)
      throws IOException {
    commits.setRevFilter(RevFilter.MERGE_BASE);
    commits.markStart(List.of(ours, theirs));
    return commits.next();
  }

  /** The commit that the next one comes after, unless that is a merge to be made. */
  ObjectId first() {
    return parents.getFirst();
  }

  boolean isMerge() {
    return parents.size() > 1;
  }
}
