package dev.laytime.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Test {

  /** From FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void hashesAsTheStandardDoes() {
    assertThat(Sha256.hex("abc")).isEqualTo(ABC);
    assertThat(Sha256.digest("abc".getBytes(UTF_8))).hasToString("sha256:" + ABC);
    assertThat(Sha256.of("abc".getBytes(UTF_8))).hasSize(32).startsWith(0xba, 0x78);
  }

  @Test
  void keepsPartsOfANameApart() {
    assertThat(Sha256.name(16, "a", "b\nc"))
        .hasSize(16)
        .isEqualTo(Sha256.name(16, "a", "b\nc"))
        .isNotEqualTo(Sha256.name(16, "a\nb", "c"))
        .isNotEqualTo(Sha256.name(16, "ab", "\nc"))
        .isNotEqualTo(Sha256.name(16, "ab\nc"));
  }
}
