package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuryRequest;
import dev.laytime.activity.Capabilities;
import dev.laytime.activity.ProbedRequest;
import dev.laytime.activity.SourceOrders;
import dev.laytime.activity.StageOrders;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.lifecycle.Origin;
import dev.laytime.mirror.MirrorRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrationTest extends LedgerTest {

  private static final LifeState PRESENT = new LifeState.Present();

  @Test
  void tellsThisInstallationFromOthersForGood() {
    String first = configure(List.of(), List.of()).installation();

    assertThat(new Tag(first)).isNotNull();
    assertThat(configure(List.of(), List.of()).installation()).isEqualTo(first);
    assertThat(activities.stage("demo").installation()).isEqualTo(first);
  }

  @Test
  void knowsItsInstallationBeforeAnythingIsRegistered() {
    String id = activities.stage("demo").installation();

    assertThat(configure(List.of(), List.of()).installation()).isEqualTo(id);
  }

  @Test
  void saysWhatConfigurationHas() {
    assertThat(configure(List.of(stage()), List.of(), "git", "cluster"))
        .satisfies(changes -> {
          assertThat(changes.sources()).containsExactly("git", "cluster");
          assertThat(changes.stages()).containsExactly("demo");
          assertThat(changes.look()).isEmpty();
        });
  }

  @Test
  void writesTheSameRowsForTheSameConfiguration() {
    configure(List.of(stage()), List.of(HUB), "git");
    var rows = database.rows();

    clock.pass(SCAN);
    configure(List.of(stage()), List.of(HUB), "git");

    assertThat(database.rows()).isEqualTo(rows);
  }

  @Test
  void keepsASourceThatConfigurationLost() {
    configure(List.of(), List.of(), "git");
    configure(List.of(), List.of());
    assertThat(activities.source("git")).isEqualTo(new SourceOrders(true, false, SCAN));

    configure(List.of(), List.of(), "git");
    assertThat(activities.source("git")).isEqualTo(new SourceOrders(true, true, SCAN));
  }

  @Test
  void knowsNothingOfASourceThatNobodyRegistered() {
    assertThat(activities.source("git").registered()).isFalse();
  }

  @Test
  void keepsARuleThatConfigurationLostAsAPastOne() {
    configure(List.of(stage()), List.of(HUB));
    configure(List.of(stage()), List.of());
    assertThat(activities.policy(APP).origin()).isEqualTo(new Origin.External());
    assertThat(database.rows("rules")).singleElement().asString().contains("present=false");

    configure(List.of(stage()), List.of(HUB));
    assertThat(activities.policy(APP).origin())
        .isEqualTo(new Origin.Mirror(Reference.parse("docker.io/library/app:1")));
  }

  @Test
  void knowsWhetherARuleFetchesOnDemand() {
    MirrorRule onDemand = new MirrorRule(HUB.target(), HUB.source(), true, true);
    configure(List.of(stage()), List.of(HUB));
    assertThat(database.rows("rules")).singleElement().asString().contains("on_demand=false");
    activities.remember(life(APP, 1, PRESENT, DIGEST));

    assertThat(configure(List.of(stage()), List.of(onDemand)).look()).containsExactly(APP);
    assertThat(database.rows("rules")).singleElement().asString().contains("on_demand=true");
    configure(List.of(stage()), List.of());
    configure(List.of(stage()), List.of(HUB));
    assertThat(database.rows("rules"))
        .singleElement()
        .asString()
        .contains("on_demand=false", "present=true");
  }

  @Test
  void letsTheLivesLookWhosePolicyChanged() {
    Reference other = Reference.parse("reg:5000/team/x:1");
    configure(List.of(stage(), stage().name("team", "reg:5000/team")), List.of());
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    activities.remember(life(other, 1, PRESENT, DIGEST));
    activities.remember(life(Reference.parse("reg:5000/none/x:1"), 1, PRESENT, DIGEST));

    Stage team = stage().name("team", "reg:5000/team");
    assertThat(configure(List.of(stage(), team), List.of()).look()).isEmpty();
    assertThat(configure(List.of(stage().observing(), team), List.of()).look())
        .containsExactly(APP);
    assertThat(configure(List.of(team), List.of()).look()).containsExactly(APP);
    assertThat(configure(List.of(team), List.of(rule("reg:5000/team/hub", "docker.io"))).look())
        .containsExactly(other);
    assertThat(
            configure(
                    List.of(team, stage().name("all", "reg:5000")),
                    List.of(rule("reg:5000/team/hub", "docker.io")))
                .look())
        .containsExactly(APP, Reference.parse("reg:5000/none/x:1"));
  }

  @Test
  void wakesWhatIsLeavingWhenASourceIsScannedThatWasNot() {
    Reference used = Reference.parse("reg:5000/demo/used:1");
    configure(List.of(stage()), List.of(), "git");
    activities.remember(life(APP, 1, unused(), DIGEST));
    activities.remember(life(used, 1, PRESENT, DIGEST));

    configure(List.of(stage()), List.of());
    assertThat(telling.owed(10)).as("there is nothing new to hear").isEmpty();
    configure(List.of(stage()), List.of(), "git");
    assertThat(telling.owed(10)).extracting(Telling.Look::image).containsExactly(APP);
    telling.owed(10).forEach(telling::paid);

    configure(List.of(stage()), List.of(), "git");
    assertThat(telling.owed(10)).as("it was scanned before").isEmpty();
    configure(List.of(stage()), List.of(), "git", "more");
    assertThat(telling.owed(10)).extracting(Telling.Look::image).containsExactly(APP);
  }

  @Test
  void listsUnfinishedLivesPageByPage() {
    Reference last = Reference.parse("reg:5000/demo/z:1");
    Reference held = Reference.parse("reg:5000/demo/held:1");
    Reference over = Reference.parse("reg:5000/demo/over:1");
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    activities.remember(life(last, 1, unused(), DIGEST));
    activities.remember(life(held, 1, quarantined(START), DIGEST));
    activities.bury(
        new BuryRequest(
            life(over, 1, new LifeState.Deleted(START), DIGEST),
            new Obituary(over.text(), DIGEST, START, "deleted", List.of(), 0)));

    Registration registration = ledger.registration();
    assertThat(registration.unfinishedLives(true, null, 10)).containsExactly(held);
    assertThat(registration.unfinishedLives(false, null, 10)).containsExactly(APP, last);
    assertThat(registration.unfinishedLives(false, null, 1)).containsExactly(APP);
    assertThat(registration.unfinishedLives(false, APP, 1)).containsExactly(last);
    assertThat(registration.unfinishedLives(false, last, 1)).isEmpty();
  }

  @Test
  void saysWhatASweepAndAReaperNeedToKnow() {
    configure(stage());
    Capabilities capabilities = new Capabilities(Capabilities.TagDeletion.PLACEHOLDER, true);
    activities.probed(new ProbedRequest("demo", capabilities, List.of(), START));
    activities.probed(new ProbedRequest("demo", null, List.of("other"), START));

    StageOrders orders = activities.stage("demo");
    assertThat(orders)
        .isEqualTo(
            new StageOrders(
                "demo",
                PREFIX,
                true,
                orders.installation(),
                capabilities,
                Duration.ofHours(1),
                Duration.ofMinutes(1)));
    assertThat(activities.stageOf(APP.repository().toString())).isEqualTo(orders);
    assertThat(activities.stageOf("other:5000/x").name()).isNull();
    assertThat(activities.stage("none").deletionEnabled()).isFalse();
  }

  @Test
  void forgetsWhatItKnewOfARegistryWhereAStageMoved() {
    configure(stage());
    activities.probed(
        new ProbedRequest(
            "demo",
            new Capabilities(Capabilities.TagDeletion.NATIVE, false),
            List.of("other"),
            START));
    wishes.adoptStage("demo", "ann", START);

    configure(List.of(stage().name("demo", "elsewhere:5000/demo")), List.of(), "git");

    assertThat(activities.stage("demo").capabilities()).isNull();
    assertThat(views.stages().stages().getFirst().owners()).isEmpty();
    owned("other");
    assertThat(views.stages().stages().getFirst().objection()).contains("other");
  }
}
