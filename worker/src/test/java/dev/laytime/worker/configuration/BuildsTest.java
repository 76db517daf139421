package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.source.GitLogin;
import dev.laytime.activities.source.GitPlace;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.mirror.TagPattern;
import dev.laytime.worker.ledger.BuildRuleSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Rules of builds. */
class BuildsTest {

  private static final String STAGES =
      """
      stages:
        - {name: prod, prefix: reg.test/prod}
        - {name: eu, prefix: eu.test/prod}
      """;

  @TempDir Path directory;

  @Test
  void saysWhatIsBuiltOfWhat() throws IOException {
    LaytimeProperties properties =
        bind(
            STAGES
                + """
                sources: [{name: cluster, cluster: {in-cluster: true}}]
                builders: {namespace: builds, image: "r.test/laytime:1", push-secret: push}
                builds:
                  - name: shop
                    images: {repositories: ["reg.test/prod/shop*"], tags: {glob: ["1.*"]}}
                    git: {url: "git@git.test:shop.git", ssh-key-file: key, known-hosts-file: hosts}
                    refs: [{tag: "v{tag}"}, {branch: "release/{tag}"}, {commit: "", digits: 7}]
                    allow: {tags: ["v*"], branches: [main]}
                    recipe:
                      strategy: kaniko
                      context: web
                      target: run
                      args: [{name: VERSION, value: "{tag}"}]
                      platforms: [linux/amd64, linux/arm64]
                      resources: {memory: 4Gi}
                      secrets: [npm]
                      cache: reg.test/cache/shop
                      timeout: 1h
                    orders: {namespaces: [shop], sources: ["*"], per-hour: 5, at-once: 3}
                    rebuild: true
                    after: {aliases: [latest, "{short}"], promote: eu}
                """);

    assertThat(properties.ledgerSettings().builds())
        .containsExactly(
            new BuildRuleSettings(
                new BuildRule(
                    "shop",
                    new BuildImages(
                        List.of("reg.test/prod/shop*"), List.of(new TagPattern.Wildcard("1.*"))),
                    new GitRepository("git@git.test:shop.git", "shop"),
                    List.of(
                        new RefMapping.ToTag("v{tag}"),
                        new RefMapping.ToBranch("release/{tag}"),
                        new RefMapping.ToCommit("", 7)),
                    new AllowedRefs(List.of("v*"), List.of("main")),
                    new BuildRecipe(
                        BuildStrategy.KANIKO,
                        "web",
                        "Dockerfile",
                        "run",
                        Map.of("VERSION", "{tag}"),
                        List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")),
                        new BuildResources("500m", "4Gi", "10Gi"),
                        List.of("npm"),
                        Repository.parse("reg.test/cache/shop"),
                        List.of(),
                        Duration.ofHours(1)),
                    new BuildLimits(List.of("shop"), List.of("*"), 5, 3),
                    true,
                    new AfterBuild(List.of("latest", "{short}"), "eu"))));
    assertThat(properties.builds().getFirst().place(properties::resolve))
        .isEqualTo(
            new GitPlace(
                URI.create("ssh://git@git.test/shop.git"),
                new GitLogin.SshKey(directory.resolve("key"), directory.resolve("hosts"))));
  }

  @Test
  void givesNoBuilderALoginOfWorkshops() {
    String builders =
        """
        sources: [{name: cluster, cluster: {in-cluster: true}}]
        builders: {namespace: builds, image: "r.test/laytime:1", push-secret: "push-{rule}"}
        """;
    for (String recipe : List.of("pull-secret: push-b", "secrets: [push-b]")) {
      String rule =
          rule(
              "git: {url: https://git.test/shop.git}",
              "recipe: {strategy: buildkit, %s}".formatted(recipe));
      assertThatThrownBy(() -> bind(STAGES + builders + rule))
          .rootCause()
          .hasMessageContaining("push-b is a login of workshops");
    }
    for (String others :
        List.of(
            "custom-resources: {tenants: [{namespace: shop, prefixes: [reg.test/shop], builds:"
                + " {pull-secret: push-b}}]}",
            "adapters: {image-operator: {builders: {allowed: [{namespaces: [a], destinations: [b],"
                + " pull-secret: push-b}]}}}")) {
      assertThatThrownBy(() -> bind(STAGES + builders + others))
          .rootCause()
          .hasMessageContaining("push-b is a login of workshops");
    }
  }

  @Test
  void buildsByJibForNobodyUnlessItSaysMore() throws IOException {
    BuildRule rule =
        bind(STAGES + rule("git: {url: https://git.test/shop.git}"))
            .ledgerSettings()
            .builds()
            .getFirst()
            .rule();

    assertThat(rule.recipe().strategy()).isEqualTo(BuildStrategy.JIB);
    assertThat(rule.recipe().file()).isEqualTo(".laytime/image.yaml");
    assertThat(rule.recipe().bases()).isEmpty();
    assertThat(rule.git().login()).isNull();
    assertThat(rule.orders()).isEqualTo(new BuildLimits(List.of(), List.of(), 10));
    assertThat(rule.rebuild()).isFalse();
    assertThat(rule.after()).isEqualTo(AfterBuild.NOTHING);
  }

  private static String rule(String... lines) {
    return """
    builds:
      - name: shop
        images: {repositories: [reg.test/prod/shop]}
        refs: [{tag: "v{tag}"}]
        allow: {tags: ["v*"]}
        %s
    """
        .formatted(String.join("\n    ", lines));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git: {url: 'https://git.test/{tag}.git'} | without placeholders",
        "git: {url: 'https://ann:pw@git.test/shop.git'} | no password in it",
        "git: {username: ann} | expected username and password-file",
        "git: {url: ssh://git@git.test/shop.git} | ssh needs a key",
        "git: {url: https://git.test/a.git, ssh-key-file: k, known-hosts-file: h} | with ssh",
        "recipe: {strategy: docker} | expected kaniko or buildkit or jib",
        "recipe: {secrets: [npm]} | it runs nothing",
        "recipe: {strategy: kaniko, context: ../up} | a directory within the source",
        "recipe: {strategy: kaniko, args: [{value: a}]} | args.name: expected a name",
        "recipe: {timeout: 2d} | timeout: expected at most 24h",
        "orders: {per-hour: -1} | per-hour -1: expected 0 to",
        "orders: {at-once: 0} | at-once 0: expected 1 to",
        "after: {aliases: ['{branch}']} | there is no {branch}",
        "recipe: {strategy: kaniko} | kaniko builds in Jobs: add builders",
        "recipe: {bases: ['reg.test/prod/*']} | name those in full",
        "recipe: {pull-secret: bases} | it runs nothing",
        "after: {promote: gone} | no stage is called 'gone'",
      })
  void refusesWhatDoesNotFit(String given) {
    String[] parts = given.split(" \\| ", 2);
    String line = parts[0];
    String git =
        line.startsWith("git:") ? line : "git: {url: https://git.test/shop.git}\n    " + line;

    assertThatThrownBy(() -> bind(STAGES + rule(git))).rootCause().hasMessageContaining(parts[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "images: {repositories: [other.test/shop]} | lies in no stage",
        "images: {repositories: ['*/shop']} | the registry in full",
        "images: {tags: {glob: [a]}} | expected patterns of repositories",
        "refs: [] | refs: expected what a tag means in Git",
        "refs: [{tag: a, digits: 9}] | refs.digits: expected 7 to 40, and commit",
        "refs: [{commit: '', digits: 6}] | refs.digits: expected 7 to 40",
        "refs: [{tag: a, branch: b}] | expected exactly one of tag, branch and commit",
        "allow: {} | expected patterns of tags or of branches",
        "allow: {branches: [refs/heads/main]} | without refs/heads/",
        "name: Shop | builds.name: expected a name",
      })
  void refusesRulesThatSayTooLittle(String given) {
    String[] parts = given.split(" \\| ", 2);
    String key = parts[0].substring(0, parts[0].indexOf(':'));
    StringBuilder yaml = new StringBuilder("builds:\n  - git: {url: https://git.test/shop.git}\n");
    for (String line :
        List.of(
            "name: shop",
            "images: {repositories: [reg.test/prod/shop]}",
            "refs: [{commit: ''}]",
            "allow: {branches: [main]}")) {
      yaml.append("    ").append(line.startsWith(key + ":") ? parts[0] : line).append('\n');
    }

    assertThatThrownBy(() -> bind(STAGES + yaml)).rootCause().hasMessageContaining(parts[1]);
  }

  private LaytimeProperties bind(String yaml) throws IOException {
    Files.writeString(directory.resolve("laytime.yaml"), yaml);
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "given", Map.of("laytime.config", directory.resolve("laytime.yaml").toString())));
    new ConfigurationFile(directory).addTo(environment);
    return Binder.get(environment).bindOrCreate("laytime", LaytimeProperties.class);
  }
}
