package dev.laytime.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bookkeeping is told from images. */
class ReservedTagsTest {

  private static final String HEX = "ab".repeat(32);
  private static final Digest SHA256 = Digest.of("sha256", HEX);
  private static final Digest SHA512 = Digest.of("sha512", HEX + HEX);

  @ParameterizedTest
  @CsvSource({
    "laytime-hold-sha256-H, true",
    "laytime-probe-1, true",
    "sha256-H, true",
    "sha384-H, true",
    "sha512-H, true",
    "sha256-H.sig, true",
    "sha256-H.att, true",
    "sha256-H.sbom, true",
    "sha256-H.txt, false",
    "sha256-abc, false",
    "v1-sha256-H, false",
    "latest, false",
    "laytime-holdings, false",
  })
  void areToldByTheirForm(String tag, boolean reserved) {
    assertThat(ReservedTags.isReserved(new Tag(tag.replace("-H", "-" + HEX)))).isEqualTo(reserved);
  }

  @Test
  void areMadeOfTheFirst64Digits() {
    assertThat(ReservedTags.hold(SHA256)).hasToString("laytime-hold-sha256-" + HEX);
    assertThat(ReservedTags.hold(SHA512)).hasToString("laytime-hold-sha512-" + HEX);
    assertThat(ReservedTags.fallback(SHA512)).hasToString("sha512-" + HEX);
    assertThat(ReservedTags.hold(Digest.of("sha384", HEX + HEX.substring(32))))
        .hasToString("laytime-hold-sha384-" + HEX);
  }

  @Test
  void sayWhatTheyAreAboutWhereTheySayAllOfIt() {
    assertThat(ReservedTags.subject(ReservedTags.hold(SHA256))).contains(SHA256);
    assertThat(ReservedTags.subject(ReservedTags.fallback(SHA256))).contains(SHA256);
    assertThat(ReservedTags.subject(new Tag("sha256-" + HEX + ".sig"))).contains(SHA256);
    assertThat(ReservedTags.subject(ReservedTags.hold(SHA512))).isEmpty();
    assertThat(ReservedTags.subject(Tag.LATEST)).isEmpty();
  }
}
