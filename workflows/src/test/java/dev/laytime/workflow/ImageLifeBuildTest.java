package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuildWish;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Policy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nobody has is built for whoever names it. */
class ImageLifeBuildTest {

  private final LifeEnvironment environment = new LifeEnvironment();
  private final FakeWorkshop workshop = environment.workshop;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  private static Policy policy(boolean due, String said, @Nullable Instant again) {
    return FakeLedger.policy(new Origin.Build("shop", due, said, again));
  }

  private void tell(boolean due, String said) {
    environment.ledger.policy = policy(due, said, null);
  }

  @Test
  void isOrderedOnceAndTakenWhenItIsThere() {
    tell(true, "is to be built");
    workshop.onWish = () -> tell(false, "is built: BUILDING");
    environment.say(1, 10);
    environment.pass(Duration.ofDays(1));

    assertThat(workshop.wishes).containsExactly(new BuildWish(IMAGE, "shop"));
    assertThat(environment.state()).isEqualTo("WANTED");
    assertThat(environment.why().reasons().getFirst()).isEqualTo("is built: BUILDING");

    environment.offer(DIGEST, "absent");
    environment.settle();
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(workshop.wishes).hasSize(1);
  }

  @Test
  void saysWhatItsBuildCameToAndTriesItNoMoreBeforeItIsTold() {
    tell(true, "is to be built");
    workshop.onWish = () -> tell(false, "its build failed: no tag v1");
    environment.say(1, 1);
    environment.pass(Duration.ofDays(7));

    assertThat(environment.why().reasons().getFirst()).isEqualTo("its build failed: no tag v1");
    assertThat(workshop.wishes).hasSize(1);

    tell(true, "is to be built");
    environment.messages.life(IMAGE, life -> life.look("the rules of builds changed"));
    environment.settle();
    assertThat(workshop.wishes).hasSize(2);
  }

  @Test
  void doesNotAskWithoutEndWhereTheLedgerContradictsItself() {
    tell(true, "is to be built");
    workshop.answer = "refused";
    environment.say(1, 1);
    environment.pass(Duration.ofMinutes(5));

    assertThat(workshop.wishes).hasSizeBetween(1, 20);
    assertThat(environment.state()).isEqualTo("FAILING");
  }

  @Test
  void asksAgainWhenThereIsRoom() {
    Instant later = environment.now().plus(Duration.ofHours(1));
    environment.ledger.policy = policy(false, "is built later", later);
    workshop.onWish = () -> tell(false, "is built: RESOLVING");
    environment.say(1, 1);
    environment.settle();
    assertThat(environment.why().next()).isEqualTo(later);

    tell(true, "is to be built");
    environment.pass(Duration.ofHours(2));
    assertThat(workshop.wishes).hasSize(1);
  }

  @Test
  void triesAgainWhereNobodyTakesTheOrder() {
    tell(true, "is to be built");
    workshop.down = true;
    environment.say(1, 1);
    environment.pass(Duration.ofMinutes(4));
    assertThat(environment.state()).isEqualTo("FAILING");

    workshop.onWish = () -> tell(false, "is built: RESOLVING");
    workshop.down = false;
    environment.pass(Duration.ofHours(1));
    assertThat(environment.state()).isEqualTo("WANTED");
    assertThat(environment.why().reasons().getFirst()).isEqualTo("is built: RESOLVING");
  }
}
