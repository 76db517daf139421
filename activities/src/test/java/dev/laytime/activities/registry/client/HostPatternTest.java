package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternTest {

  @ParameterizedTest
  @CsvSource({
    "ghcr.io,          ghcr.io,            true",
    "ghcr.io,          ghcr.io.evil.test,  false",
    "*.io,             ghcr.io,            true",
    "*.io,             a.ghcr.io,          false",
    "*.*.io,           a.ghcr.io,          true",
    "g*r.io,           ghcr.io,            true",
    "g*c*r.io,         gccr.io,            true",
    "ghcr.io*,         ghcr.io,            true",
    "ghcr.*,           ghcr.io:5000,       false",
    "*.test:5000,      a.test:5000,        true",
    "*.test,           a.test:5000,        false",
    "*,                localhost,          true",
    "*,                a.test,             false",
    "**.io,            ghcr.io,            true",
    "ghcr.io.*,        ghcr.io,            false",
    "a*b,              aXbXbX,             false",
    "a*b,              aXbXb,              true"
  })
  void isForAHostAsKubernetesSeesIt(String pattern, String host, boolean matches) {
    assertThat(HostPattern.matches(pattern, host)).isEqualTo(matches);
  }

  @Test
  void takesNoLongForManyStars() {
    assertThat(HostPattern.matches("*a".repeat(100) + "b", "a".repeat(250))).isFalse();
  }
}
