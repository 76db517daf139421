package dev.laytime.image;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', true",
    "'', a, false",
    "app, app, true",
    "app, ap, false",
    "app, apps, false",
    "App, app, false",
    "*, '', true",
    "*, app, true",
    "*, team/app, false",
    "*, /, false",
    "team/*, team/, true",
    "team/*, team/app, true",
    "team/*, team/a/b, false",
    "team/*/b, team/a/b, true",
    "team/*/b, team/a/a/b, false",
    "*-rc, 1.2-rc, true",
    "*-rc, 1.2-rc1, false",
    "v*.*, v1.2, true",
    "v*.*, v1, false",
    "a*a, a, false",
    "a*a, aa, true",
    "a*b*c, abbbcbc, true",
    "a*b*c, ab/bc, false",
    "**, '', true",
    "**, team/app, true",
    "team/**, team/, true",
    "team/**, team, false",
    "team/**, team/a/b, true",
    "**/app, team/x/app, true",
    "**/app, app, false",
    "a/**/z, a/b/c/z, true",
    "a/**/z, a/z, false",
    "a/**z, a/z, true",
    "***, team/app, true",
    "a***b, a/x/b, true",
    "**/*, app, false",
    "**/*.d, a/b/c.d, true",
    "*/**, team/a/b, true",
    "?, '', false",
    "?, a, true",
    "?, /, false",
    "?, ab, false",
    "te?m, team, true",
    "te?m, te/m, false",
    "?*, '', false",
    "?*, ab, true",
    "*?, a/b, false",
    "**?, a/b, true",
    "a.b, a.b, true",
    "a.b, axb, false",
    "[ab]+, a, false",
    "[ab]+, [ab]+, true",
    "(a|b), a, false",
    "\\d, 1, false",
    "\\d, \\d, true",
    "^a$, a, false",
  })
  void matchesPathsByComponent(String pattern, String text, boolean matches) {
    assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
  }

  /** Each of these would have gone back and forth for longer than anybody waits. */
  @ParameterizedTest
  @CsvSource({"*a", "**a", "*?a", "**?"})
  @Timeout(value = 60, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void triesAPatternOfManyWildcardsAtOnce(String part) {
    assertThat(Glob.matches(part.repeat(40) + "/b", "a".repeat(128))).isFalse();
  }

  @Test
  void findsTheWayThroughManyWildcards() {
    assertThat(Glob.matches("*a".repeat(40) + "*b", "a".repeat(128) + "b")).isTrue();
  }
}
