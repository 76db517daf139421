package dev.laytime.activities.crd.qebbeq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {

  private static final String HOST = "reg.example.org";

  @ParameterizedTest
  @CsvSource({
    "reg.example.org/tools/jq:1.7, img-jq-1.7-",
    "reg.example.org/a/B_c:V2, img-b-c-v2-",
    "reg.example.org/a/app@sha256:0123, img-app-sha256-0123-",
    "reg.example.org/app, img-app-",
    "reg.example.org/a/twenty-eight-characters-here:1.2, img-twenty-eight-characters-here-1-",
    "jq, img-jq-",
  })
  void isMadeOfTheLastComponentAndAHash(String image, String start) {
    assertThat(ImageName.of(image)).matches(start.replace(".", "\\.") + "[0-9a-f]{16}");
  }

  @Test
  void tellsTwoSpellingsApart() {
    assertThat(ImageName.of(HOST + "/app")).isNotEqualTo(ImageName.of(HOST + "/app:latest"));
    assertThat(ImageName.of(HOST + "/app:1")).isNotEqualTo(ImageName.of("other.example.org/app:1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reg.example.org/a/an-application-of-29-character:1.2.3",
        "reg.example.org/a/a-name-of-twenty-seven-cha:1-.2",
        "reg.example.org/a/app:_.x",
        "reg.example.org/a/app:1..2",
        "reg.example.org/a/app:.",
      })
  void isOneThatAnApiServerTakes(String image) {
    String label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    assertThat(ImageName.of(image)).matches(label + "(\\." + label + ")*").startsWith("img-");
  }

  @ParameterizedTest
  @CsvSource({
    "reg.example.org/a:1, reg.example.org",
    "reg:5000/a:1, reg:5000",
    "localhost/a, localhost",
    "library/a, ",
    "a:1, ",
  })
  void takesForAHostOnlyWhatCanBeNothingElse(String image, String host) {
    assertThat(RegistryHost.of(image).orElse(null)).isEqualTo(host);
  }
}
