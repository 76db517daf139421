package dev.laytime.activities.gitops;

import dev.laytime.activities.source.GitAccess;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What branches were when they were fetched.
 *
 * @param branch that is written
 * @param base the commit that is gone on from
 * @param expected what the branch must still be when it is pushed; zeros for not there
 */
record Heads(String branch, ObjectId base, ObjectId expected) {

  /** Enough to find a commit of ours again whose answer was lost. */
  private static final int DEPTH = 20;

  private static final String READ = "refs/laytime/branch";
  private static final String WRITTEN = "refs/laytime/push";

  static Heads fetch(
      GitTargetSettings settings,
      WrittenImage image,
      GitAccess remote,
      Repository repository,
      Abandoned abandoned)
      throws IOException {
    String branch = settings.branch();
    String pushed = pushed(settings, image);
    List<RefSpec> wanted = new ArrayList<>();
    wanted.add(new RefSpec("+refs/heads/" + branch + ":" + READ));
    if (!pushed.equals(branch) && isThere(pushed, remote, repository)) {
      wanted.add(new RefSpec("+refs/heads/" + pushed + ":" + WRITTEN));
    }
    try (Transport transport = remote.open(repository)) {
      transport.setDepth(DEPTH);
      FetchResult fetched = transport.fetch(abandoned, wanted);
      ObjectId read = id(fetched.getAdvertisedRef("refs/heads/" + branch));
      if (read == null) {
        throw new GitWriteException(
            FailureType.REFUSED,
            "there is no branch " + branch,
            "push it once, or correct the target's branch");
      }
      ObjectId written =
          wanted.size() == 1 ? null : id(fetched.getAdvertisedRef("refs/heads/" + pushed));
      if (pushed.equals(branch)) {
        return new Heads(branch, read, read);
      }
      return written == null
          ? new Heads(pushed, read, ObjectId.zeroId())
          : new Heads(pushed, isMerged(repository, written, read) ? read : written, written);
    }
  }

  private static String pushed(GitTargetSettings settings, WrittenImage image) {
    String pushed = settings.pushBranch();
    return pushed == null
        ? settings.branch()
        : pushed
            .replace("{name}", image.name())
            .replace("{tag}", image.tag().value())
            .replace("{stage}", image.stage());
  }

  private static boolean isThere(String branch, GitAccess remote, Repository repository)
      throws IOException {
    try (Transport transport = remote.open(repository);
        FetchConnection connection = transport.openFetch()) {
      return connection.getRef("refs/heads/" + branch) != null;
    }
  }

  /** What people have merged is gone on from where they did. */
  private static boolean isMerged(Repository repository, ObjectId written, ObjectId read)
      throws IOException {
    try (RevWalk commits = new RevWalk(repository)) {
      return commits.isMergedInto(commits.parseCommit(written), commits.parseCommit(read));
    }
  }

  private static @Nullable ObjectId id(@Nullable Ref ref) {
    return ref == null ? null : ref.getObjectId();
  }
}
