package dev.laytime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExpectedTagTest {

  private static final Digest BEFORE = Digest.of("sha256", "ab".repeat(32));
  private static final Digest WANTED = Digest.of("sha256", "cd".repeat(32));
  private static final Digest OTHER = Digest.of("sha256", "ef".repeat(32));

  @Test
  void permitsNothingWhatWasThereAndWhatIsWanted() {
    ExpectedTag expected = new ExpectedTag(BEFORE);
    assertThat(expected.permits(null, WANTED)).isTrue();
    assertThat(expected.permits(BEFORE, WANTED)).isTrue();
    assertThat(expected.permits(WANTED, WANTED)).isTrue();
    assertThat(expected.permits(OTHER, WANTED)).isFalse();
  }

  @Test
  void permitsNoOtherDigestWhereThereWasNothing() {
    ExpectedTag absent = new ExpectedTag(null);
    assertThat(absent.permits(null, WANTED)).isTrue();
    assertThat(absent.permits(WANTED, WANTED)).isTrue();
    assertThat(absent.permits(BEFORE, WANTED)).isFalse();
  }

  @Test
  void isReadAsItIsWritten() {
    for (ExpectedTag expected :
        new ExpectedTag[] {new ExpectedTag(BEFORE), new ExpectedTag(null)}) {
      assertThat(ExpectedTag.parse(expected.text())).isEqualTo(expected);
    }
    assertThat(new ExpectedTag(null).text()).isEqualTo("absent");
    assertThatThrownBy(() -> ExpectedTag.parse("anything"))
        .isInstanceOf(InvalidReferenceException.class);
  }
}
