package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Prohibition;
import dev.laytime.view.WhyView;
import dev.laytime.worker.ledger.Wishes.RefusedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people have forbidden to be brought. */
class ForbiddenTest extends LedgerTest {

  private static final Reference CONTENT = APP.repository().pinned(DIGEST);
  private static final Reference NEXT = APP.repository().tagged(new Tag("2"));

  @BeforeEach
  void register() {
    configure(stage());
  }

  private static Prohibition word(Reference image) {
    return new Prohibition(image, "ann", START, "CVE");
  }

  private Wishes.Granted forbid(Reference image) {
    return wishes.forbid(image, "ann", "CVE", START);
  }

  @Test
  void isReadWithThePolicyOfEveryImageThatItConcerns() {
    forbid(APP);
    forbid(CONTENT);

    assertThat(activities.policy(APP).prohibitions())
        .containsExactlyInAnyOrder(word(APP), word(CONTENT));
    assertThat(activities.policy(NEXT).prohibitions()).containsExactly(word(CONTENT));
    assertThat(activities.policy(CONTENT).prohibitions()).containsExactly(word(CONTENT));
    assertThat(activities.policy(Reference.parse("reg:5000/demo/hub/other:1")).prohibitions())
        .as("it may be offered that")
        .containsExactly(word(CONTENT));
  }

  @Test
  void wakesTheLivesThatItConcerns() {
    activities.remember(life(APP, 1, new LifeState.Present(), DIGEST));
    activities.remember(life(NEXT, 1, new LifeState.Present(), DIGEST));

    Wishes.Granted granted = forbid(APP);
    assertThat(granted.look()).containsExactly(APP);
    assertThat(granted.text())
        .isEqualTo(
            "%s is forbidden by ann since %s: CVE; what is there leaves like any other, and nothing"
                    .formatted(APP, START)
                + " brings it again until `laytime allow %s`".formatted(APP));
    assertThat(telling.owed(10)).extracting(Telling.Look::image).containsExactly(APP);
    assertThat(forbid(CONTENT).look()).containsExactly(APP, NEXT);
    assertThat(wishes.allow(CONTENT, "bob", START).look()).containsExactly(APP, NEXT);
  }

  @Test
  void keepsTheFirstWordWhereTheSameIsSaidAgainAndElseTheLast() {
    forbid(APP);
    assertThat(wishes.forbid(APP, "bob", "CVE", START.plusSeconds(60)).look()).isEmpty();
    assertThat(activities.policy(APP).prohibitions()).containsExactly(word(APP));

    wishes.forbid(APP, "bob", "worse", START.plusSeconds(60));
    assertThat(activities.policy(APP).prohibitions())
        .containsExactly(new Prohibition(APP, "bob", START.plusSeconds(60), "worse"));
  }

  @Test
  void allowsWhatWasForbiddenUnderThatNameAndSaysWhatStillIs() {
    assertThat(wishes.allow(APP, "bob", START).text()).isEqualTo(APP + " is not forbidden");
    forbid(APP);
    forbid(CONTENT);

    assertThat(wishes.allow(APP, "bob", START).text())
        .isEqualTo(
            "%s may be brought again: bob allowed what was forbidden by ann since %s: CVE; still"
                    .formatted(APP, START)
                + " forbidden in its repository: "
                + DIGEST);
    assertThat(activities.policy(APP).prohibitions()).containsExactly(word(CONTENT));
    assertThat(database.rows("forbidden")).as("who allowed it stays known").hasSize(2);
    forbid(APP);
    assertThat(activities.policy(APP).prohibitions()).hasSize(2);
  }

  @Test
  void isOnlySaidOfImagesInStages() {
    assertThatThrownBy(() -> forbid(Reference.parse("docker.io/library/app:1")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.missing()).isTrue();
              assertThat(e.hint()).isEqualTo("name the image of the stage: " + APP);
            })
        .hasMessage("docker.io/library/app:1 lies in no stage");
    assertThatThrownBy(() -> forbid(APP.repository().tagged(new Tag("laytime-probe-1"))))
        .hasMessageContaining("is bookkeeping, no image");
    assertThat(database.rows("forbidden")).isEmpty();
  }

  @Test
  void meansTheDigestWhereAHoldTagOrBothAreNamed() {
    forbid(APP.repository().tagged(ReservedTags.hold(DIGEST)));
    assertThat(views.forbidden().forbidden()).containsExactly(word(CONTENT));
    assertThat(forbid(Reference.parse(APP + "@" + DIGEST)).look()).isEmpty();
    assertThat(views.forbidden().forbidden()).containsExactly(word(CONTENT));
  }

  @Test
  void isShownForAnImageThatHasNoLife() {
    forbid(APP);

    WhyView.OneLife shown = views.why(APP, START).lives().getFirst();

    assertThat(shown.why()).isNull();
    assertThat(shown.decided())
        .containsExactly("%s is forbidden by ann since %s: CVE".formatted(APP, START));
    assertThat(views.why(NEXT, START).lives()).isEmpty();
  }

  @Test
  void isShownForEveryImageThatIsWhatIsForbidden() {
    activities.remember(life(NEXT, 1, new LifeState.Present(), DIGEST));
    forbid(CONTENT);

    assertThat(views.why(NEXT, START).lives().getFirst().decided())
        .containsExactly("%s is forbidden by ann since %s: CVE".formatted(CONTENT, START));
  }

  @Test
  void isAskedBeforeAnythingIsBrought() {
    Prohibitions prohibitions = ledger.prohibitions();
    assertThat(prohibitions.against(APP, DIGEST)).isEmpty();

    forbid(CONTENT);
    assertThat(prohibitions.against(APP, DIGEST))
        .contains("forbidden by ann since %s: CVE".formatted(START));
    assertThat(prohibitions.against(APP, digest(2))).isEmpty();
    wishes.allow(CONTENT, "bob", START);
    assertThat(prohibitions.against(APP, DIGEST)).isEmpty();
  }

  @Test
  void meansADigestInEveryRepository() {
    Reference elsewhere = Reference.parse("reg:5000/demo/prod/app:1");
    activities.remember(life(elsewhere, 1, new LifeState.Present(), DIGEST));

    Reference waits = Reference.parse("reg:5000/demo/prod/waits:1");
    activities.remember(life(waits, 1, new LifeState.Wanted(), null));

    assertThat(forbid(CONTENT).look()).containsExactly(elsewhere, waits);
    assertThat(activities.policy(elsewhere).prohibitions()).containsExactly(word(CONTENT));
    assertThat(ledger.prohibitions().against(elsewhere, DIGEST)).isPresent();
    assertThat(ledger.prohibitions().against(elsewhere, digest(2))).isEmpty();
    assertThat(views.why(elsewhere, START).lives().getFirst().decided())
        .containsExactly("%s is forbidden by ann since %s: CVE".formatted(CONTENT, START));
  }

  @Test
  void countsAsItWasReadLastWhileTheLedgerIsAway() {
    TestDatabase own = new TestDatabase(clock);
    own.ledger()
        .registration()
        .register(new LedgerSettings(List.of(stage().settings()), List.of(), List.of()), START);
    own.ledger().wishes().forbid(APP, "ann", "CVE", START);
    Prohibitions prohibitions = own.ledger().prohibitions();

    own.close();

    assertThat(prohibitions.against(APP, DIGEST)).isPresent();
    clock.pass(Duration.ofMinutes(1));
    assertThat(prohibitions.against(APP, DIGEST)).isPresent();
    assertThat(prohibitions.against(NEXT, DIGEST)).isEmpty();
  }
}
