package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Repository;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who shares what was kept of a build. */
class BuildCacheTest {

  private static final Repository CACHE = Repository.parse("cache.test/team");
  private static final GitRepository GIT = new GitRepository("https://git.test/app.git", null);
  private static final AllowedRefs ALLOWED =
      new AllowedRefs(List.of("v*"), List.of("main", "dev/*"));

  @Test
  void liesBelowTheRepositoryThatTheRuleNames() {
    assertThat(cache("app", ALLOWED, "refs/tags/v1").toString())
        .matches("cache\\.test/team/tags-[0-9a-f]{16}");
    assertThat(cache("app", ALLOWED, "refs/heads/main").toString())
        .matches("cache\\.test/team/branches-[0-9a-f]{16}");
  }

  @Test
  void isSharedByWhatTheSameWordAllows() {
    assertThat(cache("app", ALLOWED, "refs/tags/v1"))
        .isEqualTo(cache("app", ALLOWED, "refs/tags/v2"));
    assertThat(cache("app", ALLOWED, "refs/heads/dev/a"))
        .isEqualTo(cache("app", ALLOWED, "refs/heads/dev/b"));
  }

  @Test
  void isApartForEveryOtherWordRuleAndSource() {
    AllowedRefs others = new AllowedRefs(List.of("v1*"), List.of("v*"));
    assertThat(
            List.of(
                cache("app", ALLOWED, "refs/tags/v1"),
                cache("app", ALLOWED, "refs/heads/main"),
                cache("app", ALLOWED, "refs/heads/dev/a"),
                cache("other", ALLOWED, "refs/tags/v1"),
                cache("app", others, "refs/tags/v1"),
                cache("app", others, "refs/heads/v1"),
                cache(
                    rule("app", new GitRepository("https://git.test/b.git", null), ALLOWED, KANIKO),
                    "refs/tags/v1")))
        .doesNotHaveDuplicates();
  }

  @Test
  void isNoneForWhatIsNotAllowedAnyMore() {
    BuildRule rule = rule("app", GIT, ALLOWED, KANIKO);
    for (String name : List.of("refs/heads/gone", "refs/pull/1/head", "text")) {
      assertThat(BuildCache.of(rule, new ResolvedRef(name, COMMIT))).isEmpty();
    }
  }

  @Test
  void isNotWrittenByKanikosLoginForSeveralWords() {
    AllowedRefs one = new AllowedRefs(List.of("v*"), List.of());
    BuildRecipe kaniko = KANIKO.pulling("bases");

    assertThatThrownBy(() -> rule("app", GIT, ALLOWED, kaniko))
        .hasMessageContaining("expected one pattern in allow with kaniko and a pull-secret");
    assertThat(rule("app", GIT, one, kaniko).recipe().pullSecret()).isEqualTo("bases");
    assertThat(rule("app", GIT, ALLOWED, recipe(BuildStrategy.BUILDKIT, CACHE).pulling("bases")))
        .isNotNull();
    assertThat(rule("app", GIT, ALLOWED, recipe(BuildStrategy.KANIKO, null).pulling("bases")))
        .isNotNull();
  }

  @Test
  void hasANameThatIsNotTooLong() {
    assertThatThrownBy(
            () -> recipe(BuildStrategy.KANIKO, new Repository("cache.test", "a".repeat(240))))
        .hasMessageContaining("a repository of a shorter name");
  }

  private static final GitCommit COMMIT = new GitCommit("c".repeat(40));
  private static final BuildRecipe KANIKO = recipe(BuildStrategy.KANIKO, CACHE);

  private static Repository cache(String name, AllowedRefs allowed, String ref) {
    return cache(rule(name, GIT, allowed, KANIKO), ref);
  }

  private static Repository cache(BuildRule rule, String ref) {
    return BuildCache.of(rule, new ResolvedRef(ref, COMMIT)).orElseThrow();
  }

  private static BuildRecipe recipe(BuildStrategy strategy, @Nullable Repository cache) {
    BuildRecipe usual = BuildSamples.recipe(Map.of());
    return new BuildRecipe(
        strategy,
        usual.context(),
        usual.file(),
        null,
        Map.of(),
        usual.platforms(),
        usual.resources(),
        List.of(),
        cache,
        List.of(),
        usual.timeout());
  }

  private static BuildRule rule(
      String name, GitRepository git, AllowedRefs allowed, BuildRecipe recipe) {
    return new BuildRule(
        name,
        new BuildImages(List.of("r.test/**"), List.of()),
        git,
        List.of(new RefMapping.ToTag("{tag}")),
        allowed,
        recipe,
        BuildLimits.NOBODY,
        false,
        AfterBuild.NOTHING);
  }
}
