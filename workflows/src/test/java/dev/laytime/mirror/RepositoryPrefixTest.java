package dev.laytime.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prefixes end at slashes. */
class RepositoryPrefixTest {

  @ParameterizedTest
  @CsvSource({
    "r.example.com, r.example.com/a/b, a/b",
    "r.example.com/a, r.example.com/a/b, b",
    "r.example.com/a, r.example.com/a, ''",
    "r.example.com/a, r.example.com/ab, ",
    "r.example.com/a/b, r.example.com/a, ",
    "r.example.com, r.example.com:5000/a, ",
    "r.example.com:5000, r.example.com:5000/a, a",
    "index.docker.io/library, docker.io/library/alpine, alpine",
    "Index.Docker.IO/library, docker.io/library/alpine, alpine",
    "reg:5000/a, Reg:5000/a/b, b",
    "REG.example.com, reg.Example.com/a, a",
    "Reg, REG/a, a",
    "Reg, reg/a, ",
  })
  void tellsTheRest(String prefix, String repository, String rest) {
    int slash = repository.indexOf('/');
    Repository inside =
        new Repository(repository.substring(0, slash), repository.substring(slash + 1));
    assertThat(RepositoryPrefix.parse(prefix).rest(inside).orElse(null)).isEqualTo(rest);
    assertThat(RepositoryPrefix.parse(prefix).contains(inside)).isEqualTo(rest != null);
  }

  @ParameterizedTest(name = "{0} lies in {1}: {2}")
  @CsvSource({
    "r.example.com/a/b, r.example.com/a,  true",
    "r.example.com/a,   r.example.com/a,  true",
    "r.example.com/a,   r.example.com,    true",
    "r.example.com,     r.example.com,    true",
    "r.example.com,     r.example.com/a,  false",
    "r.example.com/ab,  r.example.com/a,  false",
    "r.example.com/a,   s.example.com,    false",
  })
  void liesInAnother(String inner, String outer, boolean expected) {
    assertThat(RepositoryPrefix.parse(inner).liesIn(RepositoryPrefix.parse(outer)))
        .isEqualTo(expected);
  }

  @Test
  void appendsWhatItCutOff() {
    RepositoryPrefix prefix = RepositoryPrefix.parse("r.example.com/a");
    assertThat(prefix.append("b/c")).contains(new Repository("r.example.com", "a/b/c"));
    assertThat(prefix.append("")).contains(new Repository("r.example.com", "a"));
    assertThat(RepositoryPrefix.parse("r.example.com").append("")).isEmpty();
    assertThat(prefix.append("b".repeat(255))).isEmpty();
  }

  @Test
  void findsDockerHubsOwnImagesWhereTheyLie() {
    RepositoryPrefix hub = RepositoryPrefix.parse("docker.io");
    assertThat(hub.append("nginx")).contains(new Repository("docker.io", "library/nginx"));
    assertThat(hub.append("org/app")).contains(new Repository("docker.io", "org/app"));
    assertThat(hub.append("nginx:1")).isEmpty();
    assertThat(hub.append("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "r.example.com/A", "r.example.com/a/", "r.example.com//a"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> RepositoryPrefix.parse(text))
        .isInstanceOf(InvalidReferenceException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"r.example.com", "r.example.com:5000/a/b"})
  void isWrittenAsItIsRead(String text) {
    assertThat(RepositoryPrefix.parse(text)).hasToString(text);
  }
}
