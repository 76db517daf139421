package dev.laytime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Reference;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.MirrorRules;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which stage images a reference claims. */
class ClaimsTest {

  private static final String HEX = "ab".repeat(32);

  private static final List<RepositoryPrefix> STAGES =
      List.of(
          RepositoryPrefix.parse("r.example.com/prod"),
          RepositoryPrefix.parse("r.example.com/test"));

  private static final MirrorRules RULES =
      new MirrorRules(
          List.of(
              rule("r.example.com/prod/hub", "docker.io", true),
              rule("r.example.com/prod/base", "docker.io/library", true),
              rule("r.example.com/test/old", "docker.io/library", false),
              rule("elsewhere.example.com/hub", "docker.io", true)));

  @ParameterizedTest
  @CsvSource({
    "r.example.com/prod/app:1, r.example.com/prod/app:1",
    "r.example.com/prod:1, r.example.com/prod:1",
    "r.example.com/production/app:1, ''",
    "r.example.com/app:1, ''",
    "r.example.com/prod/laytime-build/app:build-1, ''",
    "docker.io/laytime-build/app:build-1, ''",
    "other.example.com/prod/app:1, ''",
    "r.example.com/prod/app:1@D, r.example.com/prod/app@D",
    "r.example.com/prod/app:laytime-hold-sha256-H, r.example.com/prod/app@D",
    "r.example.com/prod/app:sha256-H.sig, r.example.com/prod/app@D",
    "alpine, r.example.com/prod/base/alpine:latest r.example.com/test/old/alpine:latest"
        + " r.example.com/prod/hub/library/alpine:latest r.example.com/prod/hub/alpine:latest",
    "index.docker.io/library/alpine:3, r.example.com/prod/base/alpine:3"
        + " r.example.com/test/old/alpine:3 r.example.com/prod/hub/library/alpine:3"
        + " r.example.com/prod/hub/alpine:3",
    "bitnami/redis:7@D, r.example.com/prod/hub/bitnami/redis@D",
    "librarya/x:1, r.example.com/prod/hub/librarya/x:1",
    "quay.io/app:1, ''",
    "R.Example.com/prod/app:1, r.example.com/prod/app:1",
    "Index.Docker.IO/bitnami/redis:7, r.example.com/prod/hub/bitnami/redis:7",
  })
  void areAllThatARuleEverGaveIt(String named, String claimed) {
    assertThat(Claims.of(Reference.parse(full(named)), STAGES, RULES))
        .extracting(Reference::text)
        .containsExactlyElementsOf(
            Arrays.stream(full(claimed).split(" ")).filter(text -> !text.isEmpty()).toList());
  }

  private static String full(String text) {
    return text.replace("@D", "@sha256:" + HEX).replace("256-H", "256-" + HEX);
  }

  private static MirrorRule rule(String target, String source, boolean present) {
    return new MirrorRule(RepositoryPrefix.parse(target), RepositoryPrefix.parse(source), present);
  }
}
