package dev.laytime.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagMirrorTest {

  private static final PollInterval HOURLY = new PollInterval(Duration.ofHours(1));

  /** It lies in ledgers: components may come, and none may go or be called otherwise. */
  private static final String JSON =
      """
      {"name":"hub/app","source":"docker.io/library","target":"reg.example.com:5000/hub",\
      "repositories":["nginx","team/**"],\
      "tags":{"allow":[{"type":"exact","tag":"stable"},{"type":"wildcard","glob":"v1*"},\
      {"type":"regex","regex":"[0-9]+"},{"type":"range","range":">=1.2 <2"},\
      {"type":"versions","pattern":"2.13.x","candidates":true}],\
      "deny":[{"type":"wildcard","glob":"*-debug"}],"newest":{"count":5,"by":"FIRST_SEEN"}},\
      "copying":{"as":null,"overwrite":"FORWARD","backup":"old-{tag}","times":"EACH_ONCE",\
      "platforms":["linux/amd64","linux/arm/v7"],"referrers":true,"coolOff":"PT48H",\
      "referrersEvery":"PT24H","auditEvery":"PT24H","prune":true,"edition":"7"},\
      "poll":{"every":"PT1H"}}\
      """;

  private static final TagMirror EVERYTHING =
      new TagMirror(
          "hub/app",
          RepositoryPrefix.parse("docker.io/library"),
          RepositoryPrefix.parse("reg.example.com:5000/hub"),
          List.of("nginx", "team/**"),
          new Selection(
              List.of(
                  new TagPattern.Exact(new Tag("stable")),
                  new TagPattern.Wildcard("v1*"),
                  new TagPattern.Regex("[0-9]+"),
                  new TagPattern.Range(">=1.2 <2"),
                  new TagPattern.Versions("2.13.x", true)),
              List.of(new TagPattern.Wildcard("*-debug")),
              new Newest(5, Newest.By.FIRST_SEEN)),
          new Copying(
              null,
              Overwrite.FORWARD,
              "old-{tag}",
              Times.EACH_ONCE,
              List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm/v7")),
              true,
              Duration.ofDays(2),
              Copying.DAILY,
              Copying.DAILY,
              true,
              "7"),
          HOURLY);

  @Test
  void isReadBackAsItWasWritten() throws JsonProcessingException {
    ObjectMapper asInLedgers =
        JacksonJsonPayloadConverter.newDefaultObjectMapper()
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
    assertThat(asInLedgers.writeValueAsString(EVERYTHING)).isEqualTo(JSON);
    assertThat(asInLedgers.readValue(JSON, TagMirror.class)).isEqualTo(EVERYTHING);

    ObjectMapper inHistories = JacksonJsonPayloadConverter.newDefaultObjectMapper();
    TagMirror single = mirror("quay.io/a/b", "reg.io/b", List.of(), Selection.of(new Tag("v1")));
    for (TagMirror mirror : List.of(EVERYTHING, single)) {
      String written = inHistories.writeValueAsString(mirror);
      assertThat(inHistories.readValue(written, TagMirror.class)).isEqualTo(mirror);
    }
  }

  @Test
  void copiesOneRepositoryWhereNoneIsNamed() {
    TagMirror mirror = mirror("docker.io/nginx", "reg.io/a/web", List.of(), Selection.ALL);

    assertThat(mirror.needsCatalog()).isFalse();
    assertThat(mirror.namedRepositories()).containsExactly("");
    assertThat(mirror.sourceRepository("")).contains(new Repository("docker.io", "library/nginx"));
    assertThat(mirror.targetRepository("")).contains(new Repository("reg.io", "a/web"));
    assertThat(mirror.selects("")).isTrue();
    assertThat(mirror.selects("a")).isFalse();
  }

  @Test
  void copiesRepositoriesByNameAndPattern() {
    TagMirror mirror =
        mirror("docker.io", "reg.io/hub", List.of("nginx", "team/*", "a/b"), Selection.ALL);

    assertThat(mirror.needsCatalog()).isTrue();
    assertThat(mirror.namedRepositories()).containsExactly("a/b", "nginx");
    assertThat(mirror.selects("team/x")).isTrue();
    assertThat(mirror.selects("team/x/y")).isFalse();
    assertThat(mirror.sourceRepository("nginx"))
        .contains(new Repository("docker.io", "library/nginx"));
    assertThat(mirror.targetRepository("nginx")).contains(new Repository("reg.io", "hub/nginx"));
    assertThat(mirror("a.io", "b.io/a", List.of("x"), Selection.ALL).needsCatalog()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quay.io     | reg.io/a       |         | is a whole registry: name the repositories",
        "quay.io/a   | reg.io         |         | is a whole registry: name the repositories",
        "reg.io/a    | reg.io/a       |         | is copied into itself",
        "reg.io/a    | reg.io/a/b     | **      | is copied into itself",
        "reg.io/a/b  | reg.io         | **      | is copied into itself",
        "quay.io     | reg.io         | Upper   | Invalid repository 'Upper': expected a name"
            + " below",
        "quay.io     | reg.io         | ' '     | Invalid repository",
      })
  void refusesWhatDoesNotFitTogether(
      String source, String target, @Nullable String repository, String why) {
    List<String> repositories = repository == null ? List.of() : List.of(repository);
    assertThatThrownBy(() -> mirror(source, target, repositories, Selection.ALL))
        .hasMessageContaining(why);
  }

  @Test
  void mayBeInsideItsSourceWhereItIsOneRepository() {
    assertThat(mirror("reg.io/a", "reg.io/a/b", List.of(), Selection.ALL).targetRepository(""))
        .contains(new Repository("reg.io", "a/b"));
  }

  @Test
  void callsOneTagOtherwiseAndNotSeveral() {
    Copying stable =
        new Copying(
            new Tag("stable"),
            Overwrite.FORWARD,
            null,
            Times.ALWAYS,
            List.of(),
            true,
            Duration.ZERO,
            Copying.DAILY,
            Copying.DAILY,
            false,
            "");
    Selection one = Selection.of(new Tag("v1"));
    Selection range = new Selection(List.of(new TagPattern.Range("1.x")), List.of(), null);

    assertThat(named("a", one, stable).copying().named(new Tag("v1"))).isEqualTo(new Tag("stable"));
    assertThatThrownBy(() -> named("a", range, stable)).hasMessageContaining("one tag only");
    assertThatThrownBy(() -> named("a", Selection.ALL, stable))
        .hasMessageContaining("one tag only");
  }

  @Test
  void maySetAnotherNameInOneRepositoryAndNotTheSame() {
    Selection one = Selection.of(new Tag("v1"));
    assertThat(within(one, new Tag("stable")).staysInItsRepository()).isTrue();
    assertThatThrownBy(() -> within(one, new Tag("v1"))).hasMessageContaining("into itself");
    assertThatThrownBy(() -> within(one, null)).hasMessageContaining("into itself");
    assertThat(named("a", one, Copying.PLAIN).staysInItsRepository()).isFalse();
  }

  private static TagMirror within(Selection tags, @Nullable Tag as) {
    Copying copying =
        new Copying(
            as,
            Overwrite.ALWAYS,
            null,
            Times.ALWAYS,
            List.of(),
            true,
            Duration.ZERO,
            Copying.DAILY,
            Copying.DAILY,
            false,
            "");
    RepositoryPrefix one = RepositoryPrefix.parse("reg.io/a");
    return new TagMirror("a", one, one, List.of(), tags, copying, HOURLY);
  }

  @ParameterizedTest
  @CsvSource({"''", "-a", "a b", "a*", "ä"})
  void refusesANameThatNoScheduleHas(String name) {
    assertThatThrownBy(() -> named(name, Selection.ALL, Copying.PLAIN))
        .hasMessageContaining("Invalid name of a mirror '%s'".formatted(name));
    assertThatThrownBy(() -> named("a".repeat(254), Selection.ALL, Copying.PLAIN))
        .hasMessageContaining("Invalid name of a mirror");
  }

  private static TagMirror mirror(
      String source, String target, List<String> repositories, Selection tags) {
    return new TagMirror(
        "a",
        RepositoryPrefix.parse(source),
        RepositoryPrefix.parse(target),
        repositories,
        tags,
        Copying.PLAIN,
        HOURLY);
  }

  private static TagMirror named(String name, Selection tags, Copying copying) {
    return new TagMirror(
        name,
        RepositoryPrefix.parse("quay.io/a"),
        RepositoryPrefix.parse("reg.io/a"),
        List.of(),
        tags,
        copying,
        HOURLY);
  }
}
