package dev.laytime.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownTagTest {

  /** A letter is a digest. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // present | recorded | in the stage | copied | found | is it brought
        "true  |   | A | true  | A | false",
        "true  |   | A | true  | B | true",
        "true  | A | A | true  | B | true",
        "true  | B | A | true  | B | true",
        "true  | A | B | true  | B | false",
        "false |   | A | true  | B | false",
        "false |   |   | false | B | false",
        "false | A | A | true  | A | false",
        "false | A | A | true  | B | true",
        "false | A |   | false | B | true",
        "false | B | A | true  | B | false",
        "false | B | A | true  | A | false",
        // Somebody else pushed it: it is theirs, unless the source had the same.
        "true  |   | A | false | B | false",
        "true  | B | A | false | B | false",
        "true  | C | A | false | B | false",
        "true  | A | A | false | B | true",
        "false | C | A | false | B | false",
        "false | A | A | false | B | true",
      })
  void callsForWhatIsNewAndBringsNothingBackForWhatIsOld(
      boolean present,
      @Nullable String recorded,
      @Nullable String inStage,
      boolean copied,
      String found,
      boolean calls) {
    KnownTag tag =
        new KnownTag(
            Reference.parse("stage.test/dev/app:1"),
            digest(recorded),
            present,
            digest(inStage),
            copied);
    assertThat(tag.calls(Digest.of("sha256", hex(found)))).isEqualTo(calls);
  }

  private static @Nullable Digest digest(@Nullable String letter) {
    return letter == null ? null : Digest.of("sha256", hex(letter));
  }

  private static String hex(String letter) {
    return letter.toLowerCase(Locale.ROOT).repeat(64);
  }
}
