package dev.laytime.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Tag;
import dev.laytime.mirror.TagPattern;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths must not be there together. */
class PathConflictTest {

  private static final List<TagPattern> ALL = List.of();

  @ParameterizedTest
  @CsvSource({
    "exact 1.2, exact 1.2, true",
    "exact 1.2, exact 1.3, false",
    "exact 1.2, glob 1.*, true",
    "exact 1.2, glob 2.*, false",
    "exact 1.2, regex [0-9.]+, true",
    "exact 1.2, regex [a-z]+, false",
    "exact 1.2, semver >=1.0, true",
    "exact 1.2, semver >=2.0, false",
    "exact 1.2, versions 1.x, true",
    "exact nightly, versions 1.x, false",
    "glob *, semver >=1.0, true",
    "glob v*, semver >=1.0, true",
    "glob v1.*, semver >=1.0, true",
    "glob nightly-*, semver >=1.0, false",
    "glob vnext-*, semver >=1.0, false",
    "glob nightly-*, glob hotfix-*, false",
    "glob 1.*, glob 1.2.*, true",
    "glob *-a, glob *-b, true",
    "glob 1.*, regex [a-z]+, true",
    "glob 1.*, versions 2.x, true",
    "semver >=1.0, semver ^1.2, true",
    "semver >=1.0, regex [a-z]+, true",
    "regex a+, regex b+, true",
    "versions 1.x, versions 2.x, true",
  })
  void takesTagsForApartOnlyWhereThatIsCertain(String one, String other, boolean meet) {
    assertThat(isConflict(way("prod", pattern(one)), way("prod", pattern(other)))).isEqualTo(meet);
    assertThat(isConflict(way("prod", pattern(other)), way("prod", pattern(one)))).isEqualTo(meet);
  }

  @Test
  void hasAllTagsMeetWhereAnyTwoDo() {
    PromotionPath some =
        way("prod", List.of(pattern("exact latest").getFirst(), pattern("glob 1.*").getFirst()));

    assertThat(isConflict(some, way("prod", ALL))).isTrue();
    assertThat(isConflict(some, way("prod", pattern("exact 1.2")))).isTrue();
    assertThat(isConflict(some, way("prod", pattern("exact 2.0")))).isFalse();
  }

  @Test
  void isTheSameWayWhereverBothLeadToOneStage() {
    PromotionPath release = way("prod", ALL);

    assertThat(isConflict(release, way("eu", ALL, "prod"))).isTrue();
    assertThat(isConflict(way("us", ALL, "eu"), way("asia", ALL, "eu"))).isTrue();
    assertThat(isConflict(release, way("eu", ALL, "us"))).isFalse();
    assertThat(isConflict(release, path("hotfix", "prod", List.of(), ALL))).isFalse();
  }

  private static boolean isConflict(PromotionPath one, PromotionPath other) {
    return PathConflict.between(one, other) != null;
  }

  private static PromotionPath way(String to, List<TagPattern> tags, String... replicas) {
    return path("staging", to, List.of(replicas), tags);
  }

  private static PromotionPath path(
      String from, String to, List<String> replicas, List<TagPattern> tags) {
    return new PromotionPath(
        from + to,
        from,
        to,
        replicas,
        List.of("shop/**"),
        tags,
        List.of(),
        List.of(),
        false,
        3,
        Duration.ofDays(7),
        PromotionPath.Automatic.NONE,
        List.of());
  }

  private static List<TagPattern> pattern(String text) {
    String pattern = text.substring(text.indexOf(' ') + 1);
    return List.of(
        switch (text.substring(0, text.indexOf(' '))) {
          case "exact" -> new TagPattern.Exact(new Tag(pattern));
          case "glob" -> new TagPattern.Wildcard(pattern);
          case "regex" -> new TagPattern.Regex(pattern);
          case "semver" -> new TagPattern.Range(pattern);
          default -> new TagPattern.Versions(pattern, false);
        });
  }
}
