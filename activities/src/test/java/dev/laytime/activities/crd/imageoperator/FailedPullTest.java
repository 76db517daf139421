package dev.laytime.activities.crd.imageoperator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedPullTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Failed to pull image \"reg.test/team/app:1.2\": not found    | reg.test/team/app:1.2",
        "Failed to pull image \"reg.test:5000/team/app:1\": not found | reg.test:5000/team/app:1",
        "Failed to pull image \"reg.test/a/b/c/d/e:1.0_X\": not found | reg.test/a/b/c/d/e:1.0_X",
        "Failed to pull image \"busybox:9\": x not found              |"
            + " docker.io/library/busybox:9",
        "reg.test/team/app:7: not found                               | reg.test/team/app:7",
        "rpc error: desc = \"reg.test/team/app\": not found            | reg.test/team/app:latest",
      })
  void namesTheImageByItsWholeName(String message, String image) {
    assertThat(FailedPull.named(message)).contains(Reference.parse(image));
  }

  @Test
  void namesADigestAsOne() {
    String pinned = "reg.test/app@sha256:" + "a".repeat(64);

    assertThat(FailedPull.named("Failed to pull image \"%s\": not found".formatted(pinned)))
        .contains(Reference.parse(pinned));
  }

  @Test
  void isNothingElseThanAnImageThatWasNotFound() {
    assertThat(FailedPull.of(event("Failed", "image \"reg.test/a:1\": Not Found")))
        .contains(new FailedPull("shop", Reference.parse("reg.test/a:1")));
    assertThat(FailedPull.of(event("BackOff", "image \"reg.test/a:1\": not found"))).isEmpty();
    assertThat(FailedPull.of(event("Failed", "image \"reg.test/a:1\": unauthorized"))).isEmpty();
    assertThat(FailedPull.of(event("Failed", "not found"))).isEmpty();
    assertThat(FailedPull.of(event("Failed", "image \"reg.test/A B\": not found"))).isEmpty();
  }

  private static ObjectNode event(String reason, String message) {
    ObjectNode event = new ObjectMapper().createObjectNode();
    event.put("reason", reason).put("message", message);
    event.putObject("metadata").put("namespace", "shop");
    return event;
  }
}
