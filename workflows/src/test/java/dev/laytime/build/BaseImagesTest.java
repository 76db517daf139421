package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What images may be made on, beside stages. */
class BaseImagesTest {

  private static final List<RepositoryPrefix> STAGES =
      List.of(RepositoryPrefix.parse("r.test/prod"), RepositoryPrefix.parse("whole.test"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r.test/**",
        "r.test/prod/**",
        "r.test/prod/base-*",
        "r.test/*/base",
        "r.test/prod?",
        "r.test/pr**",
        "whole.test/base-*",
        "**"
      })
  void mayNotMeanAStagesImagesByAWildcard(String pattern) {
    assertThat(BaseImages.objection(List.of(pattern), STAGES))
        .contains("bases '%s'".formatted(pattern), "name those in full");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r.test/prod/base",
        "whole.test/base",
        "r.test/base/*",
        "r.test/prod-base/*",
        "r.test/base-*",
        "other.test/prod/**",
      })
  void mayBeWhatIsNamedInFullAndWhatLiesElsewhere(String pattern) {
    assertThat(BaseImages.objection(List.of(pattern), STAGES)).isEmpty();
  }
}
