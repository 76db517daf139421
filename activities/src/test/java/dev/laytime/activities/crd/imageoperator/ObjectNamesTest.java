package dev.laytime.activities.crd.imageoperator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectNamesTest {

  @Test
  void areImageOperatorsOwn() {
    assertThat(ObjectNames.plain("team/app", "1.2.3-alpine")).isEqualTo("team-app-1-2-3-alpine");
  }

  @Test
  void haveNothingThatNoNameMayHave() {
    assertThat(ObjectNames.plain("team/my_app", "RC_1")).isEqualTo("team-my-app-rc-1");
    assertThat(ObjectNames.plain("a".repeat(60), "1.2.3")).hasSize(62).endsWith("a-1");
    assertThat(ObjectNames.plain("a", "_")).isEqualTo("a");
  }

  @Test
  void areOthersWhereOneIsTaken() {
    String free = ObjectNames.free("a/b", "1", Set.of("a-b-1"));

    assertThat(free).matches("a-b-1-[0-9a-f]{8}").hasSizeLessThanOrEqualTo(63);
    assertThat(ObjectNames.free("a/b", "1", Set.of())).isEqualTo("a-b-1");
    assertThat(ObjectNames.free("a-b", "1", Set.of("a-b-1"))).isNotEqualTo(free);
  }
}
