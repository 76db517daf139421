package dev.laytime.e2e.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.harness.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What manifests name and nobody built is built by the worker itself, with no container at all. */
@ExtendWith(ProvingGround.class)
final class JibTest {

  private static final String RULE =
      """
        - name: shop
          images: {repositories: ["STAGE/shop", "STAGE/again"]}
          git: {url: "SHOP"}
          refs: [{tag: "v{tag}"}, {commit: "sha-"}]
          allow: {tags: ["v*"], branches: [main]}
          recipe: {platforms: [linux/amd64, linux/arm64]}
          orders: {namespaces: [shop], sources: [manifests]}
          after: {aliases: [stable]}\
      """;

  private static final String FORGED =
      """
        - name: forged
          images: {repositories: ["STAGE/forged"]}
          git: {url: "SHOP"}
          refs: [{branch: "pull/{tag}/head"}, {tag: "{tag}"}]
          allow: {tags: ["**"], branches: ["**"]}
          orders: {namespaces: [shop], sources: [manifests]}\
      """;

  private static final String OTHERS =
      """
        - name: others
          images: {repositories: ["STAGE/others"]}
          git: {url: "SHOP"}
          refs: [{tag: "v{tag}"}]
          allow: {tags: ["v*"]}
          orders: {namespaces: [team-b], sources: [manifests]}\
      """;

  private static Yard yard;

  @BeforeAll
  static void start(Workspace workspace) {
    yard = Yard.start(workspace, RULE, FORGED, OTHERS);
    for (int i = 0; i < 10; i++) {
      yard.manifests().deploy("web" + i, yard.image("shop:1.0"));
    }
    yard.work();
  }

  @Test
  void buildsOnceWhatTenDeploymentsName() {
    yard.awaitState("shop:1.0", "PRESENT");
    BuildStatus end = yard.build("shop:1.0").getResult(BuildStatus.class);

    assertThat(end.state()).as(end.cause()).isEqualTo(BuildState.DONE);
    assertThat(end.attempts()).isEqualTo(1);
    assertThat(end.source())
        .matches(ref -> ref.name().equals("refs/tags/v1.0"))
        .matches(ref -> ref.commit().value().equals(yard.shop().commit("v1.0")));
    assertThat(end.tags()).containsExactly("1.0", "stable");
    String digest = yard.crane().digest(yard.image("shop:1.0"));
    assertThat(yard.crane().digest(yard.image("shop:stable"))).isEqualTo(digest);
    assertThat(yard.crane().manifest(yard.image("shop:1.0"))).contains("\"amd64\"", "\"arm64\"");
    assertThat(yard.crane().validate(yard.image("shop:1.0")).exitCode()).isZero();

    yard.manifests().deploy("again", yard.image("again:1.0"));
    yard.awaitState("again:1.0", "PRESENT");
    assertThat(yard.crane().digest(yard.image("again:1.0")))
        .as("the same source is the same image")
        .isEqualTo(digest);
  }

  @Test
  void buildsNothingThatNoAllowedTagOrBranchLeadsTo() {
    String proposed = yard.shop().proposed();
    yard.manifests().deploy("fork", yard.image("shop:sha-" + proposed));
    yard.manifests().deploy("pull", yard.image("forged:1"));
    yard.manifests().deploy("forged", yard.image("forged:" + proposed));
    yard.manifests().deploy("others", yard.image("others:1.0"));
    yard.manifests().deploy("proven", yard.image("again:sha-" + yard.shop().commit("main")));

    yard.awaitReason("shop:sha-" + proposed, "has no tag vsha-" + proposed);
    yard.awaitReason("forged:1", "has no branch pull/1/head");
    yard.awaitReason("forged:" + proposed, "its build by rule forged failed");
    yard.awaitReason("others:1.0", "build rule others takes no orders from [shop of manifests]");
    yard.awaitState("again:sha-" + yard.shop().commit("main"), "PRESENT");

    assertThat(yard.status("shop:sha-" + proposed).failure())
        .isNotNull()
        .matches(failure -> failure.kind() == BuildFailureKind.UNKNOWN_REF);
    assertThat(yard.status("shop:sha-" + proposed).attempts()).isZero();
    assertThat(yard.isBegun("others:1.0")).isFalse();
    for (String name : new String[] {"shop:sha-" + proposed, "forged:1", "others:1.0"}) {
      assertThat(yard.crane().knows(yard.image(name))).as(name).isFalse();
    }
  }
}
