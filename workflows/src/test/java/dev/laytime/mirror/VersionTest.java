package dev.laytime.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  @Test
  void ordersVersionsAsPeopleDo() {
    List<String> ascending =
        List.of(
            "0.9",
            "1.0.0-1",
            "1.0.0-9",
            "1.0.0-10",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-rc.2",
            "1.0.0-rc.10",
            "1.0.0-rc1",
            "1.0.0-rc2",
            "1.0.0-rc10",
            "1",
            "v1.0.1",
            "1.0.1.1",
            "1.2",
            "1.10",
            "2",
            "20261129123456");
    for (int i = 1; i < ascending.size(); i++) {
      assertThat(version(ascending.get(i)))
          .as("%s after %s", ascending.get(i), ascending.get(i - 1))
          .isGreaterThan(version(ascending.get(i - 1)));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, v1.0.0", "1.2, 1.2.0.0", "2026.01.02, 2026.1.2", "v1.0-rc1, 1.0.0-rc1"})
  void takesWhatIsLeftOutForZero(String one, String other) {
    assertThat(version(one)).isEqualTo(version(other)).isEqualByComparingTo(version(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latest",
        "v",
        "vv1",
        "V1",
        "1.2.3.4.5",
        "1.",
        "1..2",
        "1.x",
        "1.2.3-",
        "1.2.3-a..b",
        "1.2alpine",
        "1.2.3_amd64",
        "1-a_b",
        "release-1.2",
        "1234567890123456789",
      })
  void findsNoneInOtherTags(String tag) {
    assertThat(Version.of(new Tag(tag))).isEmpty();
  }

  private static Version version(String tag) {
    return Version.of(new Tag(tag)).orElseThrow();
  }
}
