package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.image.Sha256;
import dev.laytime.image.Tag;
import dev.laytime.mirror.TagPattern;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What makes another rule of one by which a build came to nothing. */
class RuleMarkTest {

  private static final BuildLimits LIMITS = new BuildLimits(List.of("*"), List.of("git"), 10);
  private static final BuildRule RULE = BuildRuleSamples.rule("shop", LIMITS);

  private static final String AS_IT_WAS =
      "{\"name\":\"shop\",\"images\":{\"repositories\":[\"reg:5000/demo/shop\"],\"tags\":[]},"
          + "\"source\":{\"kind\":\"git\",\"repository\":{\"url\":\"https://git.test/shop.git\","
          + "\"login\":null},\"refs\":[{\"to\":\"tag\",\"template\":\"v{tag}\"}],"
          + "\"allowed\":{\"tags\":[\"v*\"],\"branches\":[]}},\"recipe\":{\"strategy\":\"JIB\","
          + "\"context\":\"\",\"file\":\".laytime/image.yaml\",\"target\":null,\"args\":{},"
          + "\"platforms\":[\"linux/amd64\"],\"resources\":{\"cpu\":\"500m\",\"memory\":\"2Gi\","
          + "\"disk\":\"10Gi\"},\"secrets\":[],\"cache\":null,\"bases\":[],\"pullSecret\":null,"
          + "\"timeout\":\"PT30M\"},\"orders\":{\"namespaces\":[\"*\"],\"sources\":[\"git\"],"
          + "\"perHour\":10},\"rebuild\":true,\"after\":{\"aliases\":[],\"promote\":null}}";

  private final RuleMark marks = new RuleMark(new Json());

  /** Another one here has every build tried again that ever failed. */
  @Test
  void isTheSameInEveryRelease() {
    assertThat(marks.of(RULE)).isEqualTo("f1683ffbd003f105");
    assertThat(marks.of(dockerfile())).isEqualTo("8ce1d3b73146039d");
  }

  @Test
  void isTheSameHoweverManyMayOrder() {
    assertThat(marks.of(with(RULE, new BuildLimits(List.of("team-*"), List.of(), 3, 7))))
        .isEqualTo(marks.of(RULE));
    assertThat(marks.of(with(RULE, new AfterBuild(List.of("latest"), "prod"))))
        .isEqualTo(marks.of(RULE));
  }

  @Test
  void isAnotherWhereTheSameBuildMayFareOtherwise() {
    BuildRule rule = dockerfile();
    BuildSource.Git git = (BuildSource.Git) rule.source();
    List<BuildRule> others = new ArrayList<>();
    others.add(with(rule, new BuildImages(List.of("reg:5000/demo/**"), List.of())));
    others.add(
        with(
            rule,
            new BuildImages(
                List.of("reg:5000/demo/shop"), List.of(new TagPattern.Exact(new Tag("1.0"))))));
    others.add(with(rule, new BuildSource.Text(Digest.of("sha256", "ab".repeat(32)))));
    others.add(
        with(
            rule,
            new BuildSource.Git(
                new GitRepository("https://git.test/shop.git", "ci"), git.refs(), git.allowed())));
    for (RefMapping ref :
        List.of(
            new RefMapping.ToBranch("v{tag}"),
            new RefMapping.ToCommit("v"),
            new RefMapping.ToCommit("v", 20))) {
      others.add(with(rule, new BuildSource.Git(git.repository(), List.of(ref), git.allowed())));
    }
    others.add(
        with(
            rule,
            new BuildSource.Git(
                git.repository(), git.refs(), new AllowedRefs(List.of("v*"), List.of("main")))));
    others.add(with(rule, recipe("app", Map.of("A", "1"), "2Gi", Duration.ofHours(1))));
    others.add(with(rule, recipe("", Map.of("A", "2"), "2Gi", Duration.ofHours(1))));
    others.add(with(rule, recipe("", Map.of("A", "1"), "4Gi", Duration.ofHours(1))));
    others.add(with(rule, recipe("", Map.of("A", "1"), "2Gi", Duration.ofHours(2))));
    others.add(
        new BuildRule(
            rule.name(),
            rule.images(),
            rule.source(),
            rule.recipe(),
            rule.orders(),
            !rule.rebuild(),
            rule.after()));
    others.add(rule);

    assertThat(others.stream().map(marks::of)).doesNotHaveDuplicates();
  }

  @Test
  void isKnownAsItWasMadeBefore() {
    assertThat(marks.isOf(RULE, Sha256.name(16, AS_IT_WAS))).isTrue();
    assertThat(marks.isOf(RULE, Sha256.name(16, AS_IT_WAS.replace("PT30M", "PT31M")))).isFalse();
    assertThat(
            marks.isOf(
                RULE,
                Sha256.name(
                    16, AS_IT_WAS.replace("\"perHour\":10", "\"perHour\":10,\"atOnce\":2"))))
        .isTrue();
  }

  /** What a rule says besides is to be in the mark too, left out where it says nothing. */
  @Test
  void isOfAllThatThereIs() {
    assertThat(components(BuildRule.class, BuildImages.class, BuildSource.Git.class))
        .isEqualTo(
            "name images source recipe orders rebuild after repositories tags repository refs"
                + " allowed");
    assertThat(components(BuildRecipe.class, BuildResources.class, GitRepository.class))
        .isEqualTo(
            "strategy context file target args platforms resources secrets cache bases pullSecret"
                + " timeout cpu memory disk sureMemory url login");
  }

  private static String components(Class<?>... records) {
    return String.join(
        " ",
        Arrays.stream(records)
            .flatMap(each -> Arrays.stream(each.getRecordComponents()))
            .map(RecordComponent::getName)
            .toList());
  }

  private static BuildRule dockerfile() {
    return with(RULE, recipe("", Map.of("A", "1"), "2Gi", Duration.ofHours(1)));
  }

  private static BuildRecipe recipe(
      String context, Map<String, String> args, String memory, Duration timeout) {
    return new BuildRecipe(
        BuildStrategy.BUILDKIT,
        context,
        "Dockerfile",
        "runtime",
        args,
        List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")),
        new BuildResources("500m", memory, "10Gi"),
        List.of("npm"),
        Repository.parse("reg:5000/cache"),
        List.of(),
        "pulls",
        timeout);
  }

  private static BuildRule with(BuildRule rule, BuildLimits orders) {
    return rule(rule.images(), rule.source(), rule.recipe(), orders, rule.after());
  }

  private static BuildRule with(BuildRule rule, AfterBuild after) {
    return rule(rule.images(), rule.source(), rule.recipe(), rule.orders(), after);
  }

  private static BuildRule with(BuildRule rule, BuildImages images) {
    return rule(images, rule.source(), rule.recipe(), rule.orders(), rule.after());
  }

  private static BuildRule with(BuildRule rule, BuildSource source) {
    return rule(rule.images(), source, rule.recipe(), rule.orders(), rule.after());
  }

  private static BuildRule with(BuildRule rule, BuildRecipe recipe) {
    return rule(rule.images(), rule.source(), recipe, rule.orders(), rule.after());
  }

  private static BuildRule rule(
      BuildImages images,
      BuildSource source,
      BuildRecipe recipe,
      BuildLimits orders,
      AfterBuild after) {
    return new BuildRule(RULE.name(), images, source, recipe, orders, RULE.rebuild(), after);
  }
}
