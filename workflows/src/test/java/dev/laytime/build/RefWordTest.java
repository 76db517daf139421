package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people call refs. */
class RefWordTest {

  private static final String WHOLE = "ab".repeat(20);
  private static final AllowedRefs PLAIN = new AllowedRefs(List.of("v*"), List.of("main"));
  private static final AllowedRefs WIDE = new AllowedRefs(List.of("*"), List.of("main", "dead*"));

  @Test
  void takesANameThatCanBeOneThingAlone() {
    assertThat(RefWord.read("v1.2", PLAIN)).isEqualTo(new GitRef.TagRef("v1.2"));
    assertThat(RefWord.read("main", PLAIN)).isEqualTo(new GitRef.BranchRef("main"));
    assertThat(RefWord.read("0123abc", PLAIN)).isEqualTo(new GitRef.CommitRef("0123abc"));
    assertThat(RefWord.read(WHOLE, WIDE)).isEqualTo(new GitRef.CommitRef(WHOLE));
  }

  @Test
  void takesTheKindThatIsSaid() {
    assertThat(RefWord.read("tag:main", WIDE)).isEqualTo(new GitRef.TagRef("main"));
    assertThat(RefWord.read("branch:main", WIDE)).isEqualTo(new GitRef.BranchRef("main"));
    assertThat(RefWord.read("commit:deadbeef", WIDE)).isEqualTo(new GitRef.CommitRef("deadbeef"));
  }

  @Test
  void asksWhichIsMeantWhereItMayBeSeveral() {
    assertThatThrownBy(() -> RefWord.read("main", WIDE))
        .hasMessage("'main' may be tag main or branch main: say which, as in tag:main");
    assertThatThrownBy(() -> RefWord.read("deadbeef", WIDE))
        .hasMessageContaining("tag deadbeef or branch deadbeef or commit deadbeef");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev",
        "tag:dev",
        "branch:v1",
        "refs/pull/1/head",
        "tag:refs/pull/1/head",
        "commit:xyz",
        "commit:abc",
        "",
        "tag:",
        "v1..2",
        "pull/1/head"
      })
  void takesNothingElse(String word) {
    assertThatThrownBy(() -> RefWord.read(word, PLAIN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
