package dev.laytime.e2e.builds.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.image.Digest;
import dev.laytime.image.ReservedTags;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person has built by a tenant's object, and what they are told meanwhile. */
@ExtendWith(OneYard.class)
@Order(2)
final class RuleObjectTest {

  private static Works works;

  @BeforeAll
  static void start(Works shared) {
    works = shared;
    var _ = works.kubectl().awaitReady(works.rule(), "True");
  }

  @Test
  void buildsWhatALineOrdersTellsItsLogAndPromotesItWithAllThatIsSaidOfIt() {
    Execution built = build("web-1.4.0", "1.4.0");

    assertThat(built.exitCode()).as(built.errors()).isZero();
    String digest = works.digest("dev/till/web:1.4.0").orElseThrow();
    assertThat(built.output()).contains("DONE", "refs/tags/web-1.4.0", digest, "1.4.0, stable");
    assertThat(built.errors()).contains("BUILDING", "the till sells version 1.4.0");
    assertThat(works.digest("dev/till/web:stable")).contains(digest);
    Await.until(
        "it is in the next stage",
        Works.LONG,
        () -> works.digest("prod/till/web:1.4.0").equals(Optional.of(digest)));
    List<String> said = referrers("dev/till/web", digest);
    assertThat(said).hasSize(2);
    assertThat(referrers("prod/till/web", digest)).containsAll(said);
    String written = works.logs("dev/till/web:1.4.0");
    assertThat(written).contains("the till sells version 1.4.0");
    assertThat(List.of(built.output(), built.errors(), written))
        .allSatisfy(text -> assertThat(text).doesNotContain(Yard.secrets()));
  }

  @Test
  void buildsNothingWhereTheSourceIsAtFaultAndTheLineSaysSo() {
    Execution failed = build("web-0.9.0", "0.9.0");

    assertThat(failed.exitCode()).as(failed.errors()).isEqualTo(5);
    assertThat(failed.errors())
        .contains("BUILDING", "\nmain.c:1: error\n", "it ended as FAILED", "laytime builds show");
    assertThat(works.digest("dev/till/web:0.9.0")).isEmpty();
  }

  private static Execution build(String ref, String tag) {
    return works.line(
        "build",
        "till.web@" + ref,
        "--to=" + works.image("dev/till/web:" + tag),
        "--strategy=kaniko",
        "--wait");
  }

  /** The digests of what refers to an image; the registry lists them under a tag. */
  private static List<String> referrers(String repository, String digest) {
    String tag = ReservedTags.fallback(new Digest(digest)).value();
    String listed =
        new Crane(works.yard().workspace())
            .manifest(works.yard().content().image(repository + ":" + tag));
    try {
      JsonNode manifests = new ObjectMapper().readTree(listed).path("manifests");
      return StreamSupport.stream(manifests.spliterator(), false)
          .map(each -> each.path("digest").asText())
          .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Read " + listed, e);
    }
  }
}
