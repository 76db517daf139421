package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedRefsTest {

  private final AllowedRefs allowed = new AllowedRefs(List.of("v*"), List.of("main", "release/*"));

  @ParameterizedTest
  @ValueSource(strings = {"refs/tags/v1.2", "refs/heads/main", "refs/heads/release/1.2"})
  void allowsWhatItsPatternsFit(String name) {
    assertThat(allowed.allow(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refs/pull/1/head",
        "refs/pull/1/merge",
        "refs/merge-requests/1/head",
        "refs/changes/01/1/1",
        "refs/notes/commits",
        "refs/remotes/origin/main",
        "refs/tags/main",
        "refs/heads/v1.2",
        "refs/heads/release/1/2",
        "refs/heads/release",
        "refs/heads/../tags/v1",
        "refs/tags/v1^{}",
        "refs/tags/v0123456789abcdef0123456789abcdef0123456/",
        "main",
        "HEAD",
        ""
      })
  void allowsNothingElse(String name) {
    assertThat(allowed.allow(name)).isFalse();
  }

  @Test
  void allowsNoPullRequestHoweverWideItsPatterns() {
    AllowedRefs all = new AllowedRefs(List.of("**"), List.of("**"));

    assertThat(all.allow("refs/heads/a/b")).isTrue();
    assertThat(all.allow("refs/pull/1/head")).isFalse();
    assertThat(all.allow("refs/merge-requests/1/head")).isFalse();
  }

  @Test
  void allowsNoCommitForItsName() {
    assertThat(allowed.allow(new GitRef.CommitRef("0123456"))).isFalse();
    assertThat(allowed.allow(new GitRef.TagRef("v1"))).isTrue();
    assertThat(allowed.allow(new GitRef.BranchRef("v1"))).isFalse();
  }

  @Test
  void wantsToBeToldWhatIsAllowed() {
    assertThatThrownBy(() -> new AllowedRefs(List.of(), List.of()))
        .hasMessageContaining("expected patterns");
    assertThatThrownBy(() -> new AllowedRefs(List.of("refs/tags/v*"), List.of()))
        .hasMessageContaining("without refs/");
  }
}
