package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.AfterBuild;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.BuildStrategy;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Origin;
import dev.laytime.worker.ledger.FoundBuilders.FoundBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What objects of image-operator's are built by. */
class FoundBuildersTest extends LedgerTest {

  private static final Reference TOOL = Reference.parse("reg:5000/demo/tool:1.0");
  private static final Digest FIRST = digest(1);
  private static final Digest SECOND = digest(2);

  private final FoundBuilders builders = ledger.foundBuilders();
  private final BuildLedger building = ledger.buildLedger();

  @Test
  void takesOrdersByTheRuleOfAnObject() {
    stageIsThere();
    builders.replace(List.of(builder(FIRST, "FROM scratch")));

    BuildOrder order = order("1");
    assertThat(building.take(order, null)).isEmpty();

    assertThat(building.orders(order).rule()).isEqualTo(rule(TOOL, FIRST));
    assertThat(ledger.builds().rule("builder-tool")).contains(rule(TOOL, FIRST));
    assertThat(ledger.builds().rule("tool")).isEmpty();
    assertThat(building.orders(order).refusal()).isEmpty();
    assertThat(String.valueOf(building.orders(order).workshop()))
        .isEqualTo("reg:5000/demo/laytime-build/builder-tool");
    builders.replace(List.of(builder(SECOND, "FROM busybox")));
    assertThat(Objects.requireNonNull(building.orders(order).rule()).source())
        .isEqualTo(new BuildSource.Text(SECOND));
    builders.replace(List.of());
    assertThat(building.orders(order).rule()).isNull();
    assertThat(building.take(order("2"), null)).isEqualTo("there is no build rule builder-tool");
  }

  @Test
  void keepsAWholeTextsDigestWithItsBuild() {
    stageIsThere();
    builders.replace(List.of(builder(FIRST, "FROM scratch")));
    BuildOrder order = order("1");
    assertThat(building.take(order, null)).isEmpty();

    List<Reference> _ = building.remember(status(order));

    assertThat(ledger.builds().find("build/" + TOOL, "1").orElseThrow().status().source())
        .isEqualTo(new BuildSource.Text(FIRST).resolved());
  }

  @Test
  void letsAllObjectsOfANamespaceBeginSoManyBuildsAnHourTogether() {
    stageIsThere();
    Reference second = Reference.parse("reg:5000/demo/second:1.0");
    BuildRule other = rule("builder-second", second, FIRST, 2);
    builders.replace(
        List.of(
            new FoundBuilder("team/tool", rule("builder-tool", TOOL, FIRST, 2), FIRST, "a"),
            new FoundBuilder("team/second", other, FIRST, "a")));
    BuildOrder third = new BuildOrder("3", second, other.name(), null, "team/second", "");

    assertThat(building.takeOf("team", order("1"))).isEqualTo(new Taking.Taken());
    clock.pass(Duration.ofMinutes(10));
    assertThat(building.takeOf("team", order("2"))).isEqualTo(new Taking.Taken());
    assertThat(building.takeOf("team", order("2")))
        .as("the same order")
        .isEqualTo(new Taking.Taken());
    assertThat(building.takeOf("team", third))
        .isEqualTo(
            new Taking.Later(
                "ImageBuilder/team may begin 2 builds an hour: the next one at "
                    + START.plus(Duration.ofHours(1))));
    assertThat(building.takeOf("others", third)).isEqualTo(new Taking.Taken());
    building.notAsked(third);

    clock.pass(Duration.ofMinutes(50));
    assertThat(building.takeOf("team", third))
        .isEqualTo(
            new Taking.Later(
                "ImageBuilder/team has 2 builds under way, as many as may be at once"));
    List<Reference> _ = building.remember(status(order("1"), BuildState.DONE));
    assertThat(building.takeOf("team", third)).isEqualTo(new Taking.Taken());
  }

  /** It is there, so somebody wants it however long nobody could ask. */
  @Test
  void letsWhatTemporalLostBeBegunAgainForAsLongAsItsObjectIsThere() {
    stageIsThere();
    builders.replace(
        List.of(new FoundBuilder("team/tool", rule("builder-tool", TOOL, FIRST, 2), FIRST, "a")));
    assertThat(building.takeOf("team", order("1"))).isEqualTo(new Taking.Taken());
    building.asked(order("1"));
    clock.pass(Duration.ofDays(3));
    assertThat(building.lost(order("1"))).isTrue();

    builders.replace(List.of());
    assertThat(building.lost(order("1"))).isFalse();
    assertThat(ledger.builds().find("build/" + TOOL, "1").orElseThrow().status().state())
        .isEqualTo(BuildState.FAILED);
  }

  @Test
  void tellsNoLifeOfWhatAnObjectOrdered() {
    stageIsThere();
    builders.replace(
        List.of(new FoundBuilder("team/tool", rule("builder-tool", TOOL, FIRST, 2), FIRST, "a")));
    assertThat(building.takeOf("team", order("1"))).isEqualTo(new Taking.Taken());

    assertThat(building.remember(status(order("1")))).isEmpty();
  }

  private static BuildStatus status(BuildOrder order) {
    return status(order, BuildState.BUILDING);
  }

  private static BuildStatus status(BuildOrder order, BuildState state) {
    return new BuildStatus(
        "build/" + TOOL,
        order,
        state,
        new BuildSource.Text(FIRST).resolved(),
        null,
        1,
        List.of(),
        "",
        null,
        0,
        START,
        null);
  }

  @Test
  void letsNoLifeOrderByIt() {
    stageIsThere();
    builders.replace(List.of(builder(FIRST, "FROM scratch")));

    assertThat(activities.policy(TOOL).origin()).isEqualTo(new Origin.External());
  }

  @Test
  void refusesWhatLiesInNoStage() {
    stageIsThere();
    Reference elsewhere = Reference.parse("other:5000/tool:1.0");
    builders.replace(
        List.of(new FoundBuilder("team/tool", rule(elsewhere, FIRST), FIRST, "FROM scratch")));

    assertThat(
            building.take(
                new BuildOrder("1", elsewhere, "builder-tool", null, "team/tool", ""), null))
        .isEqualTo("other:5000/tool lies in no stage");
  }

  @Test
  void keepsATextAsLongAsItMayBeBuiltOf() {
    builders.replace(List.of(builder(FIRST, "FROM scratch")));
    clock.pass(Duration.ofDays(1));
    builders.replace(List.of(builder(SECOND, "FROM busybox")));

    assertThat(builders.text(FIRST)).contains("FROM scratch");
    assertThat(builders.text(SECOND)).contains("FROM busybox");

    clock.pass(Duration.ofDays(1).plusSeconds(1));
    builders.replace(List.of(builder(SECOND, "FROM busybox")));
    assertThat(builders.text(FIRST)).isEmpty();
    assertThat(builders.text(SECOND)).contains("FROM busybox");
  }

  @Test
  void keepsTheDigestThatABuildersImageHadFirst() {
    Reference builder = Reference.parse("reg:5000/kaniko:v1");
    assertThat(builders.firstDigest(builder, FIRST)).isEqualTo(FIRST);
    assertThat(builders.firstDigest(builder, SECOND)).isEqualTo(FIRST);
    assertThat(builders.firstDigest(Reference.parse("reg:5000/kaniko:v2"), SECOND))
        .isEqualTo(SECOND);
  }

  private void stageIsThere() {
    Registration.Changes _ =
        ledger
            .registration()
            .register(
                new LedgerSettings(
                    List.of(stage().settings()),
                    List.of(),
                    List.of(),
                    List.of(),
                    OwnKindSettings.OFF,
                    List.of(),
                    List.of()),
                clock.instant());
  }

  private static BuildOrder order(String request) {
    return new BuildOrder(request, TOOL, "builder-tool", null, "ImageBuilder team/tool", "");
  }

  private static FoundBuilder builder(Digest digest, String text) {
    return new FoundBuilder("team/tool", rule(TOOL, digest), digest, text);
  }

  private static BuildRule rule(Reference image, Digest digest) {
    return rule("builder-tool", image, digest, 0);
  }

  private static BuildRule rule(String name, Reference image, Digest digest, int perHour) {
    return new BuildRule(
        name,
        new BuildImages(List.of(image.repository().toString()), List.of()),
        new BuildSource.Text(digest),
        new BuildRecipe(
            BuildStrategy.KANIKO,
            "",
            "Dockerfile",
            null,
            Map.of(),
            List.of(Platform.parse("linux/amd64")),
            BuildResources.USUAL,
            List.of(),
            null,
            List.of(),
            Duration.ofHours(1)),
        new BuildLimits(List.of(), List.of(), perHour),
        true,
        AfterBuild.NOTHING);
  }
}
