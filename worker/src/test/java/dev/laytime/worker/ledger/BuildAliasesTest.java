package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuildAlias;
import dev.laytime.build.AliasMove;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.GitCommit;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.LifeState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether aliases follow what was built. */
class BuildAliasesTest extends BuildsOfShop {

  private static final Reference LATEST = NEXT.repository().tagged(Tag.LATEST);
  private static final Reference BRANCH = Reference.parse("reg:5000/demo/shop:main-1");

  @BeforeEach
  void configure() {
    var _ = configured(rule("shop", 10, false));
    scan(START, NEXT.text(), BRANCH.text());
  }

  @Test
  void followForwardOnlyFromWhatWasBuilt() {
    BuildOrder _ = built(NEXT, source("refs/tags/v1.1", 1));

    assertThat(judged(SHOP, source("refs/tags/v1.0", 0), DIGEST))
        .isEqualTo(new AliasMove.Stays("latest stays with 1.1, which comes after 1.0"));
    assertThat(judged(THIRD, source("refs/tags/v1.2", 2), DIGEST))
        .isEqualTo(new AliasMove.Follows());
    assertThat(judged(SHOP, source("refs/tags/v1.0", 0), digest(9)))
        .isEqualTo(new AliasMove.Stays("latest stays: what it names was not built here"));
  }

  @Test
  void followAlongABranchAsGitSays() {
    BuildOrder _ = built(BRANCH, source("refs/heads/main", 1));
    Reference next = Reference.parse("reg:5000/demo/shop:main-2");

    assertThat(judged(next, source("refs/heads/main", 2), DIGEST))
        .isEqualTo(new AliasMove.FollowsCommits(List.of(source("", 1).commit())));
    assertThat(judged(next, source("refs/heads/dev", 2), DIGEST))
        .isInstanceOf(AliasMove.Stays.class);
  }

  @Test
  void followWhileTheyNameItHoweverLongAgoItWasBuilt() {
    BuildOrder order = built(BRANCH, source("refs/heads/main", 1));
    life(LATEST, new LifeState.Present(), DIGEST);
    remember(order, BuildState.DONE, source("refs/heads/main", 1));
    clock.pass(Duration.ofDays(400));
    telling.trim("demo", clock.instant());
    Reference next = Reference.parse("reg:5000/demo/shop:main-2");

    assertThat(judged(next, source("refs/heads/main", 2), DIGEST))
        .isEqualTo(new AliasMove.FollowsCommits(List.of(source("", 1).commit())));

    life(LATEST, new LifeState.Present(), digest(9));
    telling.trim("demo", clock.instant());
    assertThat(judged(next, source("refs/heads/main", 2), DIGEST))
        .isEqualTo(new AliasMove.Stays("latest stays: what it names was not built here"));
  }

  private AliasMove judged(Reference image, ResolvedRef source, Digest present) {
    return building.judgeAlias(new BuildAlias(image, "shop", source, LATEST, present));
  }

  private BuildOrder built(Reference image, ResolvedRef source) {
    BuildOrder order = ordered(image);
    remember(order, BuildState.PUSHING, source);
    return order;
  }

  private void remember(BuildOrder order, BuildState state, ResolvedRef source) {
    List<Reference> _ =
        building.remember(
            new BuildStatus(
                "build/" + order.image(),
                order,
                state,
                source,
                order.image().repository().pinned(DIGEST),
                1,
                List.of(),
                "",
                null,
                0,
                START,
                null));
  }

  private static ResolvedRef source(String name, int commit) {
    return new ResolvedRef(name, new GitCommit("%040x".formatted(commit)));
  }
}
