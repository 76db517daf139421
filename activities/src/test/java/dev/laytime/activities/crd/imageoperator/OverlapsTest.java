package dev.laytime.activities.crd.imageoperator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapsTest {

  @ParameterizedTest
  @CsvSource({
    "2.13.x, 2.13.x, true",
    "2.13.x, v2.13.x, true",
    "2.x.x, 2.13.x, true",
    "2.x.0, 2.13.x, true",
    "2.x-alpine, 2.13-alpine, true",
    "2.x-alpine, 2.x, false",
    "2.13.x, 2.14.x, false",
    "2.x, 2.13.x, false",
    "2.13.x, 3.13.x, false",
  })
  void areThereWhereOneVersionFitsBoth(String one, String other, boolean overlap) {
    assertThat(Overlaps.have(one, other)).isEqualTo(overlap);
    assertThat(Overlaps.have(other, one)).isEqualTo(overlap);
  }
}
