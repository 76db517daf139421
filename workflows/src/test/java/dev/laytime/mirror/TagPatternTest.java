package dev.laytime.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagPatternTest {

  private static final List<String> TAGS =
      Arrays.asList(
          ("2.13 2.13.0 2.13.1 2.13.10 v2.13.0 v2.13.1 vv2.13.1 2.13.1-rc1 v2.13.0-rc1 v2.13.0-rc10"
                  + " 2.13.1-alpine 2x13x1 2.130.1 12.13.1 2.13.x v2.13.x 2 3.7-alpine v3.7-alpine"
                  + " 3X7-alpine latest vlatest 4.0.0 4.1.2 v4.10.20-rc2 2.0.0 2.1.0 2.1.1 x.1.0"
                  + " 1.0enial 1.xenial 1.9enial 2.5-alpine-rc3 2.13.1.4 2.13.-1 2.13.1-rc")
              .split(" ", -1));

  @Test
  void takesOneTagByItsName() {
    assertThat(matching(new TagPattern.Exact(new Tag("v2.13.0")))).containsExactly("v2.13.0");
  }

  @Test
  void takesTagsByWildcards() {
    assertThat(matching(new TagPattern.Wildcard("*alpine")))
        .containsExactly("2.13.1-alpine", "3.7-alpine", "v3.7-alpine", "3X7-alpine");
  }

  @Test
  void takesTagsThatARegularExpressionFitsAsAWhole() {
    assertThat(matching(new TagPattern.Regex("v2\\.13\\.[0-9]")))
        .containsExactly("v2.13.0", "v2.13.1");
    assertThat(matching(new TagPattern.Regex("^(?i:LATEST)$|2"))).containsExactly("2", "latest");
  }

  /** As image-operator answered, except where its dots stood for anything. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2.13.x     | false | 2.13.0 2.13.1 2.13.10 v2.13.0 v2.13.1",
        "v2.13.x    | false | v2.13.0 v2.13.1 vv2.13.1",
        "2.x        | false | 2.13",
        "2.x.0      | false | 2.13.0 v2.13.0 2.0.0 2.1.0",
        "2.x.0      | true  | 2.13.0 v2.13.0 v2.13.0-rc1 v2.13.0-rc10 2.0.0 2.1.0",
        "2.13.x     | true  | 2.13.0 2.13.1 2.13.10 v2.13.0 v2.13.1 2.13.1-rc1 v2.13.0-rc1"
            + " v2.13.0-rc10",
        "4.x.x      | true  | 4.0.0 4.1.2 v4.10.20-rc2",
        "3.7-alpine | false | 3.7-alpine v3.7-alpine",
        "3.7-alpine | true  | 3.7-alpine v3.7-alpine",
        "v2.13.0    | true  | v2.13.0",
        "latest     | false | latest vlatest",
        "x.1.0      | false | x.1.0",
        "2.x-alpine | false | ''",
        "2.x-alpine | true  | 2.5-alpine-rc3",
        "1.xenial   | false | 1.xenial",
        "2.13.*     | false | ''",
        "[0-9]      | false | ''",
        "(          | true  | ''",
        "\\E.*      | true  | ''",
      })
  void takesVersionsAsImageOperatorDid(String pattern, boolean candidates, String expected) {
    assertThat(matching(new TagPattern.Versions(pattern, candidates)))
        .containsExactlyElementsOf(
            expected.isEmpty() ? List.of() : Arrays.asList(expected.split(" ", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ">=1.2 <2          ; 1.2.0 v1.2.0 1.2 1.9.9 1.10 ; 1.1.9 2.0.0 2 1.5.0-rc.1 latest 1.2.3.4",
        ">= 1.2, < 2       ; 1.2.0 1.9.9                 ; 1.1.9 2.0.0",
        ">=v1.2 <v2        ; 1.2.0 v1.9.9                ; 1.1.9 2.0.0",
        "^1.2              ; 1.2.0 1.9.9 v1.3            ; 2.0.0 1.1.0",
        "^0.2.3            ; 0.2.3 0.2.9                 ; 0.3.0 0.2.2",
        "~1.2.3            ; 1.2.3 1.2.9                 ; 1.3.0 1.2.2",
        "~1.2              ; 1.2.0 1.2.9                 ; 1.3.0",
        "~> 1.2.3          ; 1.2.9                       ; 1.3.0",
        "1.x               ; 1.0.0 1.9 v1                ; 2.0.0 0.9.0",
        "1.2.*             ; 1.2.0 1.2.9                 ; 1.3.0",
        "1.2               ; 1.2.0 1.2.9                 ; 1.3.0",
        "1.2.3             ; 1.2.3 v1.2.3                ; 1.2.4",
        "1.2.3 - 2.0       ; 1.2.3 2.0.9 1.9             ; 1.2.2 2.1.0",
        "1.2 - 1.4         ; 1.2.0 1.4.9                 ; 1.5.0 1.1.9",
        "<=1.2             ; 1.2.9 0.1.0                 ; 1.3.0",
        ">1.2              ; 1.3.0                       ; 1.2.9 1.2.0",
        "^1.2 || ~3.4      ; 1.9.0 3.4.5                 ; 2.0.0 3.5.0",
        "'*'               ; 0.0.1 99.0.0                ; latest 1.0.0-rc1 20261129123456"
            + " 1.0.0-01",
        ">=0.0.0           ; 0.0.1 99.0.0                ; latest 1.0.0-rc1",
        ">=1.0.0-0         ; 1.0.0-rc1 1.5.0-rc.1 2.0.0  ; 0.9.0 0.9.0-rc1",
        "^1.2.0-0          ; 1.2.0-rc1 1.3.0-beta 1.9.0  ; 2.0.0",
        "1.2.3-rc.1        ; 1.2.3-rc.1                  ; 1.2.3-rc.2 1.2.3",
        ">=2 || >=1.0.0-rc1 <1.1 ; 2.0.0 1.0.0-rc2       ; 2.0.1-rc1 1.0.0-alpha",
        "2026.x            ; 2026.11.29                  ; 2025.1.1",
      })
  void takesVersionsInARange(String range, String inside, String outside) {
    var matcher = new TagPattern.Range(range).matcher();
    assertThat(inside.split(" ", -1)).allMatch(tag -> matcher.test(new Tag(tag)));
    assertThat(outside.split(" ", -1)).noneMatch(tag -> matcher.test(new Tag(tag)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latest",
        "1.2.3.4",
        ">>1",
        "1 -2",
        ">=",
        "!=1.2.3",
        "1.2 ||",
        "|| 1",
        "1.2.3-",
        "01.2",
        "[1.0,2.0)",
        "latest.release",
        "1.+",
        ">=1 - 2",
        "99999999999",
        "1.2.3-a..b",
      })
  void refusesWhatIsNoRange(String range) {
    assertThatThrownBy(() -> new TagPattern.Range(range))
        .hasMessageStartingWith("Invalid range '" + range + "'")
        .hasMessageContaining("expected semantic versions");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v[0-9             | missing closing ]",
        "(a                | missing closing )",
        "a**               | invalid nested repetition",
        "(?=a)             | invalid or unsupported Perl syntax",
        "(a)\\1            | invalid escape sequence",
        "\\Qa.b\\E         | quoting with \\Q",
        "((a{99}){99}){99} | its repetitions come to more than 2000",
        "(a{90}){90}b      | its repetitions come to more than 2000",
      })
  void refusesWhatIsNoRegularExpressionOrTooLarge(String regex, String why) {
    assertThatThrownBy(() -> new TagPattern.Regex(regex))
        .hasMessageStartingWith("Invalid regex '" + regex + "': ")
        .hasMessageContaining(why);
  }

  @Test
  void takesTheExpressionsThatPeopleWrite() {
    List.of(
            "^v?[0-9]+\\.[0-9]+\\.[0-9]+$",
            "[0-9a-f]{40}-[0-9]{10}",
            "^main-[a-f0-9]{7,40}-(?P<ts>[0-9]+)$",
            "(?:[0-9]{1,3}\\.){3}[0-9]{1,3}")
        .forEach(TagPattern.Regex::new);
  }

  @Test
  void refusesWhatIsEmptyOrTooLong() {
    Stream.<Function<String, TagPattern>>of(
            TagPattern.Wildcard::new,
            TagPattern.Regex::new,
            TagPattern.Range::new,
            text -> new TagPattern.Versions(text, false))
        .forEach(make -> {
          assertThatThrownBy(() -> make.apply(" ")).hasMessageContaining("found 0");
          assertThatThrownBy(() -> make.apply("1".repeat(257))).hasMessageContaining("found 257");
        });
  }

  @Test
  @Timeout(20)
  void takesNoTimeForPatternsThatAreMeantTo() {
    Tag tag = new Tag("a".repeat(127) + "b");
    List<TagPattern> patterns =
        List.of(
            new TagPattern.Regex("(a*)*".repeat(40) + "c"),
            new TagPattern.Regex("(a|aa)+".repeat(30) + "c"),
            new TagPattern.Wildcard("*a".repeat(60) + "c"),
            new TagPattern.Versions("a.x".repeat(60), true),
            new TagPattern.Range("1.x || ".repeat(30) + "2.x"),
            new TagPattern.Range("1.2.3-" + "a".repeat(64) + " - 2"),
            new TagPattern.Range("1.2.3-" + "-".repeat(64) + " - 2"),
            new TagPattern.Range(">=1.2.3-" + "1.".repeat(8) + "1 <2"));
    for (TagPattern pattern : patterns) {
      var matcher = pattern.matcher();
      for (int i = 0; i < 100; i++) {
        assertThat(matcher.test(tag)).isFalse();
      }
    }
  }

  private static List<String> matching(TagPattern pattern) {
    return TAGS.stream().filter(tag -> pattern.matcher().test(new Tag(tag))).toList();
  }
}
