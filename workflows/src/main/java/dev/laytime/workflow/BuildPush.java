package dev.laytime.workflow;

import dev.laytime.activity.BuildAlias;
import dev.laytime.activity.BuildAncestryRequest;
import dev.laytime.activity.BuildAttestRequest;
import dev.laytime.activity.BuildOffer;
import dev.laytime.activity.BuildPromotion;
import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.build.AliasMove;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildRule;
import dev.laytime.build.GitCommit;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import io.temporal.failure.ActivityFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings what was built where it belongs: all of it by digest, what is known of it, its tag,
 * aliases last.
 */
final class BuildPush {

  private final BuildProgress progress;
  private final BuildRule rule;
  private final Repository repository;
  private final Digest digest;

  BuildPush(BuildProgress progress, BuildRule rule) {
    this.progress = progress;
    this.rule = rule;
    this.repository = progress.order().image().repository();
    this.digest = Objects.requireNonNull(progress.built().digest(), "By digest");
  }

  /** What is waited for has not come, and may yet. */
  static final class NotYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotYet(String said) {
      super(said, null, false, false);
    }
  }

  /** A tag will not name it, however long one waits. */
  private static final class Declined extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Declined(String said) {
      super(said, null, false, false);
    }
  }

  void carryOut() {
    Reference there = repository.pinned(digest);
    if (!progress.built().equals(there) && progress.status().tags().isEmpty()) {
      PromotionStubs.copying("copy to " + repository)
          .copy(
              new CopyRequest(
                  new ImageLocation.InRegistry(progress.built()),
                  digest,
                  new ImageLocation.InRegistry(there),
                  List.of(),
                  // Builders may push there what claims to be known of it.
                  false));
    }
    attest();
    if (!name(progress.order().image(), rule.rebuild())) {
      return;
    }
    List<String> said = new ArrayList<>();
    for (Tag alias : rule.after().tags(progress.tag(), progress.source().commit())) {
      said.add(follow(repository.tagged(alias)));
    }
    said.add(promoted());
    progress.done(said.stream().filter(each -> !each.isEmpty()).collect(Collectors.joining("; ")));
  }

  /** Nothing gets a tag of which nobody could learn where it comes from. */
  private void attest() {
    if (progress.isAttested() || !progress.status().tags().isEmpty()) {
      return;
    }
    var _ =
        BuildStubs.attesting("attest in " + repository)
            .attest(
                new BuildAttestRequest(
                    repository,
                    digest,
                    progress.id(),
                    progress.order().requestId(),
                    progress.order().image(),
                    progress.source(),
                    progress.run()));
    progress.attested();
  }

  /**
   * Has an alias name it, unless that would take it back to an earlier version. It is tried once:
   * what cannot be written holds up nothing else.
   *
   * @return why it does not; empty if it does
   */
  private String follow(Reference alias) {
    if (progress.isNamed(alias)) {
      return "";
    }
    String why = progress.left(alias);
    if (why == null) {
      why = tried(alias);
      progress.leave(alias, why);
    }
    return why;
  }

  private String tried(Reference alias) {
    try {
      return moved(alias);
    } catch (Declined | NotYet left) {
      return String.valueOf(left.getMessage());
    } catch (ActivityFailure failure) {
      return "%s: %s".formatted(alias.tag(), ActivityProblems.text(failure, "write " + alias));
    }
  }

  private String moved(Reference alias) {
    Digest named = NamedTag.look(alias);
    if (named != null && !named.equals(digest)) {
      String why = refusal(alias, named);
      if (!why.isEmpty()) {
        return why;
      }
    }
    offer(alias, named);
    progress.named(alias);
    return "";
  }

  /** Why it may not follow from what it names; empty where it may. */
  private String refusal(Reference alias, Digest named) {
    AliasMove move =
        BuildStubs.ledger("may " + alias + " follow")
            .judgeAlias(
                new BuildAlias(
                    progress.order().image(), rule.name(), progress.source(), alias, named));
    return switch (move) {
      case AliasMove.Follows() -> "";
      case AliasMove.Stays(var why) -> why;
      case AliasMove.FollowsCommits(var commits) -> refusal(alias, commits);
    };
  }

  private String refusal(Reference alias, List<GitCommit> commits) {
    String silence = progress.silence();
    if (silence != null) {
      return "%s: %s".formatted(alias.tag(), silence);
    }
    try {
      GitCommit other = unrelated(commits);
      return other == null
          ? ""
          : "%s stays: %s does not come after %s on %s"
              .formatted(
                  alias.tag(),
                  progress.source().commit().abbreviated(),
                  other.abbreviated(),
                  progress.source().name());
    } catch (ActivityFailure failure) {
      String said = ActivityProblems.text(failure, "ask Git what it comes after");
      progress.silent(said);
      return "%s: %s".formatted(alias.tag(), said);
    }
  }

  private @Nullable GitCommit unrelated(List<GitCommit> commits) {
    return BuildStubs.comparing(
            "does %s come after %s".formatted(progress.source().commit(), commits))
        .compare(new BuildAncestryRequest(rule, progress.source(), commits))
        .other();
  }

  /**
   * Has its own tag name it.
   *
   * @param rebuild whether it may name something else now
   * @return whether it does; otherwise the build has failed
   */
  private boolean name(Reference target, boolean rebuild) {
    if (progress.isNamed(target)) {
      return true;
    }
    Digest named = NamedTag.look(target);
    if (named != null && !named.equals(digest) && !rebuild) {
      refuse(
          "%s is %s by now, and build rule %s does not rebuild"
              .formatted(target, named, rule.name()));
      return false;
    }
    try {
      offer(target, named);
      progress.named(target);
      return true;
    } catch (Declined never) {
      refuse(String.valueOf(never.getMessage()));
      return false;
    }
  }

  private void refuse(String why) {
    progress.fail(BuildFailure.of(BuildFailureKind.NOT_ALLOWED, why));
  }

  /**
   * Has a tag's life write it.
   *
   * @param named what it names now; null for nothing
   * @throws Declined if it names something else by now than when it was first looked at, or its
   *     life may not write it
   */
  private void offer(Reference target, @Nullable Digest named) {
    if (digest.equals(named)) {
      return;
    }
    ExpectedTag expected = progress.expected(target, named);
    requirePermitted(target, named, expected);
    String objection =
        BuildStubs.ledger("offer it to " + target)
            .offer(
                new BuildOffer(
                    progress.order().requestId() + " " + target,
                    progress.id(),
                    target,
                    repository.pinned(digest),
                    digest,
                    expected));
    if (!objection.isEmpty()) {
      throw new Declined(objection);
    }
    if (!NamedTag.comesToName(target, digest, other -> requirePermitted(target, other, expected))) {
      throw new NotYet(
          "the life of %s has not written its tag yet: laytime why says what it waits for"
              .formatted(target));
    }
  }

  private void requirePermitted(Reference target, @Nullable Digest named, ExpectedTag expected) {
    if (named != null && !expected.permits(named, digest)) {
      throw new Declined("%s is %s by now: somebody wrote it meanwhile".formatted(target, named));
    }
  }

  /**
   * What became of the promotion that follows; empty for none.
   *
   * @throws NotYet if another one is before it
   */
  private String promoted() {
    String stage = rule.after().promote();
    if (stage == null) {
      return "";
    }
    PromotionAnswer answer =
        BuildStubs.ledger("promote it into " + stage)
            .promote(
                new BuildPromotion(
                    progress.order().requestId() + " " + stage,
                    progress.id(),
                    progress.order().image(),
                    digest,
                    stage));
    String said =
        "promotion into %s: %s%s"
            .formatted(
                stage, answer.answer(), answer.reason() == null ? "" : ", " + answer.reason());
    if (answer.answer().equals("busy")) {
      throw new NotYet(said);
    }
    return said;
  }
}
