package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.BuildSuccession.Answer;
import dev.laytime.image.Reference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuildSuccessionTest {

  private static final GitRef MAIN = new GitRef.BranchRef("main");

  private final BuildOrder present = order("r1", "1.2", "app", null);

  @ParameterizedTest
  @EnumSource(BuildState.class)
  void isTheSameOrderHoweverOftenItIsRepeated(BuildState state) {
    assertThat(BuildSuccession.of(present, state, present).answer()).isEqualTo(Answer.ACCEPTED);
  }

  @ParameterizedTest
  @EnumSource(BuildState.class)
  void isNoOrderOfAnotherUnderTheSameId(BuildState state) {
    for (BuildOrder forged :
        new BuildOrder[] {
          order("r1", "1.2", "other", null),
          order("r1", "1.2", "app", MAIN),
          order("r1", "1.3", "app", null),
          order("r2", "1.3", "app", null)
        }) {
      assertThat(BuildSuccession.of(present, state, forged).answer()).isEqualTo(Answer.REFUSED);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = BuildState.class,
      names = {"DONE", "FAILED"},
      mode = EnumSource.Mode.EXCLUDE)
  void isJoinedByWhoWantsTheSameAndKeepsOthersWaiting(BuildState state) {
    assertThat(BuildSuccession.of(present, state, order("r2", "1.2", "app", null)))
        .isEqualTo(new BuildSuccession(Answer.JOINED, null));
    assertThat(BuildSuccession.of(present, state, order("r2", "1.2", "app", MAIN)))
        .isEqualTo(
            new BuildSuccession(Answer.BUSY, "it is being built by rule app of what its tag says"));
    assertThat(BuildSuccession.of(present, state, order("r2", "1.2", "other", null)).answer())
        .isEqualTo(Answer.BUSY);
  }

  @Test
  void isJoinedByWhoWantsTheSameThatWasJustBuilt() {
    assertThat(BuildSuccession.of(present, BuildState.DONE, order("r2", "1.2", "app", null)))
        .isEqualTo(new BuildSuccession(Answer.JOINED, null));
    assertThat(
            BuildSuccession.of(present, BuildState.DONE, order("r2", "1.2", "app", MAIN)).answer())
        .isEqualTo(Answer.ACCEPTED);
  }

  @Test
  void isBegunAnewWhenItIsOver() {
    for (BuildOrder next :
        new BuildOrder[] {order("r2", "1.2", "app", null), order("r2", "1.2", "app", MAIN)}) {
      assertThat(BuildSuccession.of(present, BuildState.FAILED, next).answer())
          .isEqualTo(Answer.ACCEPTED);
    }
  }

  private static BuildOrder order(String requestId, String tag, String rule, @Nullable GitRef ref) {
    return new BuildOrder(
        requestId, Reference.parse("registry.example.com/team/app:" + tag), rule, ref, "ann", "");
  }
}
