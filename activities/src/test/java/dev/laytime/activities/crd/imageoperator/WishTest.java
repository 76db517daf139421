package dev.laytime.activities.crd.imageoperator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishTest {

  /** image-operator took {@code 1.xenial} for a pattern, which found {@code 1.0enial} alone. */
  @ParameterizedTest
  @CsvSource({
    "2.13.x, true",
    "2.x.0, true",
    "2.x-alpine, true",
    "1.xenial, false",
    "1.x86, false",
    "x.1.0, false",
    "3.7-alpine, false",
  })
  void isAPatternWhereAnyNumberMayStand(String version, boolean pattern) {
    Wish wish =
        Wish.of(
            new ImageSpec(
                false,
                ImageMode.ONE_SHOT,
                "5m",
                new ImageEnd("quay.io/org/app", version, false),
                new ImageEnd("r.test/org/app", "stable", false)));

    assertThat(wish.isPattern()).isEqualTo(pattern);
    assertThat(wish.as()).isEqualTo(pattern ? null : new Tag("stable"));
  }
}
