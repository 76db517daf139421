package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefMappingTest {

  private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

  @ParameterizedTest
  @CsvSource({
    "v{tag}, 1.2.3, v1.2.3",
    "{tag}, v1.2.3, v1.2.3",
    "release/{tag}, 1.2, release/1.2",
    "release-{tag}-final, 1, release-1-final",
    "main, edge, main",
  })
  void makesNamesOfTags(String template, String tag, String name) {
    assertThat(new RefMapping.ToTag(template).candidate(new Tag(tag)))
        .contains(new GitRef.TagRef(name));
    assertThat(new RefMapping.ToBranch(template).candidate(new Tag(tag)))
        .contains(new GitRef.BranchRef(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", "1.0.lock", "1.", SHA})
  void makesNoNameThatCouldBeReadInAnotherWay(String tag) {
    assertThat(new RefMapping.ToTag("{tag}").candidate(new Tag(tag))).isEmpty();
    assertThat(new RefMapping.ToBranch("{tag}").candidate(new Tag(tag))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "refs/pull/{tag}/head",
        "refs/heads/{tag}",
        "heads/{tag}",
        "tags/{tag}",
        "../{tag}",
        "{tag}@{u}",
        "-{tag}",
        "{tag}^{commit}",
        "a//{tag}",
        "{tag}/",
        "{name}",
        "a b",
        "a~1",
        "a:b"
      })
  void takesNoTemplateThatLeadsElsewhere(String template) {
    assertThatThrownBy(() -> new RefMapping.ToTag(template))
        .isInstanceOf(InvalidReferenceException.class);
    assertThatThrownBy(() -> new RefMapping.ToBranch(template))
        .isInstanceOf(InvalidReferenceException.class);
  }

  @Test
  void takesFullAndShortIdsOfCommits() {
    var plain = new RefMapping.ToCommit("");
    assertThat(plain.candidate(new Tag(SHA))).contains(new GitRef.CommitRef(SHA));
    assertThat(plain.candidate(new Tag("0123456789ab")))
        .contains(new GitRef.CommitRef("0123456789ab"));
    assertThat(plain.candidate(new Tag("0123456789a"))).isEmpty();
    assertThat(plain.candidate(new Tag(SHA + "0"))).isEmpty();
    assertThat(plain.candidate(new Tag("0123456789abX"))).isEmpty();
    assertThat(plain.candidate(new Tag("ABCDEF012345"))).isEmpty();

    var prefixed = new RefMapping.ToCommit("sha-", 7);
    assertThat(prefixed.candidate(new Tag("sha-0123456")))
        .contains(new GitRef.CommitRef("0123456"));
    assertThat(prefixed.candidate(new Tag("sha-012345"))).isEmpty();
    assertThat(prefixed.candidate(new Tag("0123456"))).isEmpty();
    assertThatThrownBy(() -> new RefMapping.ToCommit("", 6))
        .hasMessage("digits 6: expected 7 to 40");
  }

  @Test
  void asksOnlyForWhatTheRuleAllows() {
    BuildRule rule =
        BuildSamples.rule(
            List.of(
                new RefMapping.ToTag("v{tag}"),
                new RefMapping.ToTag("{tag}"),
                new RefMapping.ToBranch("{tag}"),
                new RefMapping.ToCommit("")),
            BuildLimits.NOBODY,
            false);

    assertThat(rule.candidates(new Tag("main")))
        .containsExactly(new GitRef.TagRef("vmain"), new GitRef.BranchRef("main"));
    assertThat(rule.candidates(new Tag("abcdef012345")))
        .containsExactly(new GitRef.TagRef("vabcdef012345"), new GitRef.CommitRef("abcdef012345"));
    assertThat(rule.candidates(new Tag("v1..2"))).isEmpty();
    assertThat(rule.candidates(new Tag("1"), new GitRef.BranchRef("main")))
        .containsExactly(new GitRef.BranchRef("main"));
    assertThat(rule.candidates(new Tag("1"), new GitRef.BranchRef("other"))).isEmpty();
  }
}
