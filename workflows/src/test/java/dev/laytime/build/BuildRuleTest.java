package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildRuleTest {

  private static final GitCommit COMMIT = new GitCommit("0123456789abcdef0123456789abcdef01234567");
  private static final Reference IMAGE = Reference.parse("registry.example.com/team/app:1.2");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.com/{name}.git",
        "https://git.example.com/$1.git",
        "https://git.example.com/*",
        "https://git.example.com/a b",
        "https://me:secret@git.example.com/a",
        "https://git.example.com/a?x=1",
        "https://git.example.com/a#b",
        "git clone 'x'",
        "https://ghp_secret@git.example.com/a",
        "https://git.example.com%3Asecret@git.example.com/a",
        "ssh://git:secret@git.example.com/a",
        "a@b://secret",
        "http://git.example.com/a",
        "http://169.254.169.254/latest",
        "git://git.example.com/a",
        "ext::sh -c secret",
        "/srv/git/app.git",
        ""
      })
  void takesNoUrlThatSomethingCouldBePutInto(String url) {
    assertThatThrownBy(() -> new GitRepository(url, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Git URL: expected")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.com/team/app.git",
        "ssh://git@git.example.com:2222/team/app.git",
        "git@git.example.com:team/app.git",
        "file:///srv/git/app.git",
        "http://[::1]:8080/app",
        "http://localhost/app"
      })
  void takesUrlsInFull(String url) {
    assertThat(new GitRepository(url, "robot").url()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/team/app.git, true",
    "ssh://git@git.example.com:2222/app,   true",
    "git@git.example.com:team/app.git,     true",
    "https://localhost.example.com/app,    true",
    "file:///srv/git/app.git,              false",
    "http://localhost:8080/app,            false",
    "https://LOCALHOST/app,                false",
    "https://127.0.0.2:8443/app,           false",
    "https://[::1]/app,                    false",
    "ssh://git@localhost/app,              false",
    "git@localhost:app,                    false",
  })
  void knowsWhatIsOnTheWorkersMachine(String url, boolean remote) {
    GitRepository git = new GitRepository(url, null);

    if (remote) {
      git.requireRemote();
    } else {
      assertThatThrownBy(git::requireRemote).hasMessageContaining("the worker's own machine");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example.com/team/app:laytime-hold-sha256-0",
        "registry.example.com/team/app:laytime-probe-1",
        "registry.example.com/team/laytime-owners:1",
        "registry.example.com/team/laytime-build/app:1"
      })
  void buildsNothingThatIsBookkeeping(String image) {
    assertThat(BuildSamples.rule().covers(Reference.parse(image))).isFalse();
  }

  @Test
  void givesNoImageATagOfBookkeeping() {
    String digits = "ab".repeat(32);
    assertThat(BuildSamples.rule().covers(IMAGE)).isTrue();
    for (String suffix : List.of("", ".sig", ".att", ".sbom")) {
      Tag tag = new Tag("sha256-" + digits + suffix);
      assertThat(BuildSamples.rule().covers(IMAGE.repository().tagged(tag))).isFalse();
      assertThatThrownBy(() -> new AfterBuild(List.of(tag.value()), null))
          .hasMessageContaining("no tag of bookkeeping");
      assertThat(
              new AfterBuild(List.of("{tag}" + suffix), null)
                  .tags(new Tag("sha256-" + digits), COMMIT))
          .isEmpty();
    }
    assertThatThrownBy(() -> new AfterBuild(List.of("laytime-hold-{tag}"), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "**/base-*,                     'REGISTRY/PATTERN, the registry in full'",
    "*/base,                        'REGISTRY/PATTERN, the registry in full'",
    "' ',                           'REGISTRY/PATTERN, the registry in full'",
    "alpine,                        'REGISTRY/PATTERN, the registry in full'",
    "library/alpine,                'the registry in full, as in docker.io/library/alpine'",
    "docker.io/alpine,              'the registry in full, as in docker.io/library/alpine'",
    "index.docker.io/library/*,     'REGISTRY/PATTERN, the registry in full'",
    "Registry.example.com/base,     'the registry in full, as in registry.example.com/base'",
  })
  void takesNoBaseWhoseRegistryIsOpen(String base, String said) {
    BuildRecipe good = BuildSamples.recipe(Map.of());
    assertThatThrownBy(() -> with(good, BuildStrategy.JIB, Map.of(), List.of(base)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  @Test
  void fillsInPlaceholdersAtOnce() {
    assertThat(BuildTemplate.fill("{tag}-{short}-{commit}", new Tag("1.2"), COMMIT))
        .isEqualTo("1.2-0123456789ab-" + COMMIT);
    assertThat(BuildTemplate.fill("$0\\{tag}", new Tag("1"), COMMIT)).isEqualTo("$0\\1");
    assertThatThrownBy(() -> BuildTemplate.require("{secret}"))
        .hasMessage("'{secret}': there is no {secret}, but {tag}, {commit} and {short}");
  }

  @Test
  void takesOnlyArgumentsOfOneLine() {
    assertThat(BuildSamples.recipe(Map.of("VERSION", "{tag}")).args())
        .containsEntry("VERSION", "{tag}");
    for (Map<String, String> args :
        List.of(
            Map.of("A B", "1"),
            Map.of("1A", "1"),
            Map.of("--opt", "1"),
            Map.of("A", "1\n2"),
            Map.of("A", "{other}"))) {
      assertThatThrownBy(() -> BuildSamples.recipe(args))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/etc", "..", "a/../b", "a//b", "./a", ".git/config", "a/.GIT/x", "a\nb", "a\\b"})
  void takesNoPathOutOfTheSource(String path) {
    BuildRecipe good = BuildSamples.recipe(Map.of());
    assertThatThrownBy(() ->
            new BuildRecipe(
                good.strategy(),
                path,
                good.file(),
                null,
                good.args(),
                good.platforms(),
                good.resources(),
                good.secrets(),
                null,
                List.of(),
                good.timeout()))
        .hasMessageContaining("expected a directory within the source");
  }

  @Test
  void wantsNothingOfAStrategyThatItDoesNotHave() {
    BuildRecipe good = BuildSamples.recipe(Map.of());
    assertThatThrownBy(() -> with(good, BuildStrategy.JIB, Map.of("A", "1"), List.of()))
        .hasMessageContaining("no context, target, args, secrets, pull-secret or cache");
    assertThatThrownBy(() -> with(good, BuildStrategy.BUILDKIT, Map.of(), List.of("a.io/**")))
        .hasMessageContaining("strategy jib alone");
    assertThat(with(good, BuildStrategy.JIB, Map.of(), List.of("a.io/**")).bases())
        .containsExactly("a.io/**");
  }

  @Test
  void makesNoImageByJibOfAVariantThatItWouldNotName() {
    BuildRecipe good = BuildSamples.recipe(Map.of());
    Platform arm = Platform.parse("linux/arm/v7");
    assertThatThrownBy(() ->
            new BuildRecipe(
                BuildStrategy.JIB,
                "",
                good.file(),
                null,
                Map.of(),
                List.of(arm),
                good.resources(),
                List.of(),
                null,
                List.of(),
                good.timeout()))
        .hasMessageContaining("none of a variant with strategy jib");
  }

  private static BuildRecipe with(
      BuildRecipe recipe, BuildStrategy strategy, Map<String, String> args, List<String> bases) {
    return new BuildRecipe(
        strategy,
        recipe.context(),
        recipe.file(),
        recipe.target(),
        args,
        recipe.platforms(),
        recipe.resources(),
        recipe.secrets(),
        recipe.cache(),
        bases,
        recipe.timeout());
  }

  @Test
  void namesAliasesOnceAndNeverTheImageItself() {
    AfterBuild after =
        new AfterBuild(List.of("latest", "{tag}", "{tag}-{short}", "latest"), "to-staging");

    assertThat(after.tags(new Tag("1.2"), COMMIT))
        .containsExactly(new Tag("latest"), new Tag("1.2-0123456789ab"));
    assertThatThrownBy(() -> new AfterBuild(List.of("a/b"), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void callsTheSameBuildTheSameAndNoOther() {
    BuildId build = BuildId.of(IMAGE, COMMIT, BuildStrategy.KANIKO);

    assertThat(build).isEqualTo(new BuildId("96b72e5fea02f11036b923d7e2a45709"));
    assertThat(build.objectName()).matches("laytime-build-[a-f0-9]{32}");
    assertThat(build.tag().value()).isEqualTo("build-" + build);
    assertThat(
            List.of(
                build,
                BuildId.of(IMAGE, COMMIT, BuildStrategy.BUILDKIT),
                BuildId.of(
                    IMAGE, new GitCommit("1" + COMMIT.value().substring(1)), BuildStrategy.KANIKO),
                BuildId.of(
                    Reference.parse("registry.example.com/team/app:1.3"),
                    COMMIT,
                    BuildStrategy.KANIKO),
                build.on(Platform.parse("linux/amd64")),
                build.on(Platform.parse("linux/arm64"))))
        .doesNotHaveDuplicates();
  }

  @Test
  void keepsTheEndOfALog() {
    BuildFailure failure =
        new BuildFailure(BuildFailureKind.USER_ERROR, "x".repeat(600), "a" + "b".repeat(2000));

    assertThat(failure.said()).hasSize(501);
    assertThat(failure.log()).hasSize(2000).doesNotContain("a");
  }

  @Test
  void triesAgainOnlyWhatMayGoBetter() {
    assertThat(BuildFailureKind.values())
        .filteredOn(BuildFailureKind::retryable)
        .containsExactly(
            BuildFailureKind.IMAGE_PULL, BuildFailureKind.QUOTA, BuildFailureKind.INFRASTRUCTURE);
  }
}
