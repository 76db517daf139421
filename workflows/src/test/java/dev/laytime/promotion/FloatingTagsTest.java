package dev.laytime.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatingTagsTest {

  private static final List<String> TEMPLATES =
      List.of("latest", "{major}", "{major}.{minor}", "v{major}.{minor}.{patch}");

  @ParameterizedTest
  @CsvSource({
    "1.2.3, 'latest 1 1.2 v1.2.3'",
    "v1.2.3, 'latest 1 1.2'",
    "1.2, 'latest 1'",
    "7, 'latest'",
    "1.2.3-rc1, ''",
    "1.2.3-alpine, ''",
    "main, ''",
    "latest, ''",
  })
  void followVersionsAndNothingElse(String version, String tags) {
    assertThat(
            String.join(
                " ",
                FloatingTags.of(TEMPLATES, new Tag(version)).stream().map(Tag::value).toList()))
        .isEqualTo(tags);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3, 1.2.4, true",
    "1.2.3, 1.2.3, true",
    "1.2.10, 1.2.9, false",
    "2.0.0, 1.9.9, false",
    "1.2.3, main, false",
    "main, 1.2.3, false",
  })
  void goForwardOnly(String from, String to, boolean forward) {
    assertThat(FloatingTags.forward(new Tag(from), new Tag(to))).isEqualTo(forward);
  }

  @Test
  void areTags() {
    FloatingTags.require("{major}.{minor}");
    assertThatThrownBy(() -> FloatingTags.require("{major}/{minor}"))
        .hasMessageContaining("Invalid floating tag '{major}/{minor}'");
    assertThatThrownBy(() -> FloatingTags.require("{build}"))
        .hasMessageContaining("Invalid floating tag");
  }
}
