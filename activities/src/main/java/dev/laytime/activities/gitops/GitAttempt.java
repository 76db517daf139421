package dev.laytime.activities.gitops;

import dev.laytime.activities.source.GitAccess;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.GitWriteResult;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;

/** One attempt: fetch, edit, commit, push. */
final class GitAttempt {

  private static final int MOST_FILES_TOLD = 20;

  /** What servers say where somebody else writes right now, or just did. */
  private static final List<String> RACES =
      List.of("lock", "failed to update ref", "fetch first", "fast-forward", "old id");

  private final GitTargetSettings settings;
  private final GitAccess remote;
  private final Repository repository;
  private final InstantSource clock;
  private final Abandoned abandoned;

  GitAttempt(
      GitTargetSettings settings,
      GitAccess remote,
      Repository repository,
      InstantSource clock,
      Abandoned abandoned) {
    this.settings = settings;
    this.remote = remote;
    this.repository = repository;
    this.clock = clock;
    this.abandoned = abandoned;
  }

  /**
   * Writes an image. The question comes after the fetch: whoever pushes after that has this push
   * refused, and who pushed before it is known by then.
   *
   * @param later says what moved since; empty for nothing
   * @return empty where somebody else was quicker
   */
  Optional<GitWriteResult> write(
      GitWriteRequest request, WrittenImage image, Supplier<String> later) throws IOException {
    try (RevWalk commits = new RevWalk(repository);
        ObjectInserter inserter = repository.newObjectInserter()) {
      Heads heads = Heads.fetch(settings, image, remote, repository, abandoned);
      RevCommit base = commits.parseCommit(heads.base());
      TreeEdit edit = new TreeEdit(commits.getObjectReader(), base.getTree(), image).edit(settings);
      List<String> files = new ArrayList<>(edit.before().keySet());
      if (files.isEmpty()) {
        ObjectId said = said(commits, base, request);
        return Optional.of(new GitWriteResult(said.name(), heads.branch(), false, List.of()));
      }
      ObjectId commit = inserter.insert(commit(request, image, base, edit.insert(inserter)));
      inserter.flush();
      String moved = ask(later);
      if (!moved.isEmpty()) {
        return Optional.of(new GitWriteResult("", heads.branch(), false, List.of(), moved));
      }
      abandoned.failIfSo();
      return push(commit, heads)
          ? Optional.of(
              new GitWriteResult(
                  commit.name(),
                  heads.branch(),
                  true,
                  files.stream().limit(MOST_FILES_TOLD).toList()))
          : Optional.empty();
    }
  }

  private static String ask(Supplier<String> later) throws GitWriteException {
    try {
      return later.get();
    } catch (RuntimeException e) {
      throw new GitWriteException(
          FailureType.UNAVAILABLE,
          "nobody knows whether anything moved since: " + e.getMessage(),
          "see to the ledger's database; it is tried again");
    }
  }

  /** What would be changed. */
  List<String> plan(WrittenImage image) throws IOException {
    try (RevWalk commits = new RevWalk(repository)) {
      Heads heads = Heads.fetch(settings, image, remote, repository, abandoned);
      RevCommit base = commits.parseCommit(heads.base());
      TreeEdit edit = new TreeEdit(commits.getObjectReader(), base.getTree(), image).edit(settings);
      return LineDiff.of(edit);
    }
  }

  /** The commit that was made for it; the last one where it is not known any more. */
  private static ObjectId said(RevWalk commits, RevCommit head, GitWriteRequest request)
      throws IOException {
    commits.markStart(head);
    for (RevCommit commit : commits) {
      if (CommitMessage.isOf(commit.getFullMessage(), request)) {
        return commit;
      }
    }
    return head;
  }

  private CommitBuilder commit(
      GitWriteRequest request, WrittenImage image, ObjectId parent, ObjectId tree) {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setParentId(parent);
    commit.setAuthor(
        new PersonIdent(
            settings.author().name(), settings.author().email(), clock.instant(), ZoneOffset.UTC));
    commit.setCommitter(commit.getAuthor());
    commit.setMessage(CommitMessage.of(request, image));
    return commit;
  }

  /** Whether the branch is ours now: the server compares what it was with what we saw. */
  private boolean push(ObjectId commit, Heads heads) throws IOException {
    String branch = "refs/heads/" + heads.branch();
    RemoteRefUpdate update =
        new RemoteRefUpdate(
            repository, commit.name(), commit, branch, false, null, heads.expected());
    try (Transport transport = remote.open(repository)) {
      transport.push(abandoned, List.of(update));
    }
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> true;
      case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> false;
      case REJECTED_OTHER_REASON, REJECTED_NODELETE, NON_EXISTING, NOT_ATTEMPTED, AWAITING_REPORT ->
          refused(update, heads);
    };
  }

  private boolean refused(RemoteRefUpdate update, Heads heads) throws GitWriteException {
    String said = String.valueOf(update.getMessage());
    if (RACES.stream().anyMatch(said::contains)) {
      return false;
    }
    throw new GitWriteException(
        FailureType.REFUSED,
        "the server refuses the push to %s: %s".formatted(heads.branch(), said),
        "let the target's login push there, or set push-branch");
  }
}
