package dev.laytime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {

  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));

  @ParameterizedTest
  @MethodSource
  void acceptsAndNormalisesWhatTheGrammarDoes(String text, String normalised) {
    assertThat(Reference.parse(text).text()).isEqualTo(normalised);
  }

  static Stream<Arguments> acceptsAndNormalisesWhatTheGrammarDoes() throws IOException {
    return cases().filter(row -> !row[1].equals("!")).map(row -> Arguments.of(row[0], row[1]));
  }

  @ParameterizedTest
  @MethodSource
  void refusesWhatTheGrammarDoes(String text) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("expected");
  }

  static Stream<String> refusesWhatTheGrammarDoes() throws IOException {
    return Stream.concat(
        Stream.of(""), cases().filter(row -> row[1].equals("!")).map(row -> row[0]));
  }

  @ParameterizedTest
  @MethodSource("acceptsAndNormalisesWhatTheGrammarDoes")
  void readsItsOwnTextAgain(String text, String normalised) {
    Reference reference = Reference.parse(text);
    assertThat(Reference.parse(reference.text())).isEqualTo(reference);
  }

  @Test
  void refusesARegistryThatIsNoHostWhereTheGrammarKeepsANameWithoutARegistry() {
    assertThatThrownBy(() -> Reference.parse("foo_bar.com/app"))
        .hasMessage(
            "Invalid registry 'foo_bar.com': expected a host name or address with an optional"
                + " port, as in ghcr.io:443");
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 100_000})
  void refusesAVeryLongTextWithoutReadingItAll(int length) {
    assertThatThrownBy(() -> Reference.parse("a/".repeat(length / 2)))
        .isInstanceOf(InvalidReferenceException.class)
        .message()
        .hasSizeLessThan(400);
  }

  @Test
  void refusesALineBreakAtTheEnd() {
    assertThatThrownBy(() -> Reference.parse("alpine:3.20\n"))
        .isInstanceOf(InvalidReferenceException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Alpine               | Invalid repository 'library/Alpine': expected lowercase letters",
        "alpine:-x            | Invalid tag '-x': expected 1 to 128 of [A-Za-z0-9_.-]",
        "alpine@sha256:abc    | Invalid digest 'sha256:abc': expected sha256:<64 hex digits>",
        "http://ghcr.io/x     | Invalid registry 'http:': expected a host name or address",
      })
  void saysWhatItSawAndWhatItExpected(String text, String message) {
    assertThatThrownBy(() -> Reference.parse(text)).hasMessageStartingWith(message);
  }

  @Test
  void isPinnedWhereItHasADigestAndKeepsTheTagAsANote() {
    Reference reference = Reference.parse("ghcr.io/team/app:1.2@" + DIGEST);
    assertThat(reference)
        .isEqualTo(
            new Reference.Pinned(new Repository("ghcr.io", "team/app"), DIGEST, new Tag("1.2")));
    assertThat(reference.selector()).isEqualTo(DIGEST.value());
  }

  @Test
  void isTaggedLatestWhereItNamesNeitherTagNorDigest() {
    assertThat(Reference.parse("ghcr.io/team/app"))
        .isEqualTo(new Reference.Tagged(new Repository("ghcr.io", "team/app"), Tag.LATEST));
  }

  @Test
  void parsesARepositoryOnlyWithoutTagAndDigest() {
    assertThat(Repository.parse("alpine")).hasToString("docker.io/library/alpine");
    assertThatThrownBy(() -> Repository.parse("alpine:3.20"))
        .hasMessageContaining("without tag and digest");
  }

  private static Stream<String[]> cases() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ReferenceTest.class.getResourceAsStream("/reference-cases.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\t", -1))
              .toList()
              .stream();
    }
  }
}
