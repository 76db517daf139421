package dev.laytime.activities.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalDeploymentTest {

  private final OriginalDeployment original =
      new OriginalDeployment(
          Pattern.compile("old"),
          Map.of("part", Pattern.compile("controller"), "chart", Pattern.compile("old-[0-9].*")));

  @ParameterizedTest
  @ValueSource(strings = {"old", "old:1", "reg.test:5000/a/old:1", "a/old@sha256:abc"})
  void isKnownByItsImageWhereverThatIs(String image) throws JsonProcessingException {
    assertThat(original.runs(deployment(image, 1, "{}", "{}"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"old-ui", "older:1", "old/new", "reg.test/old/ui:1"})
  void isNoOther(String image) throws JsonProcessingException {
    assertThat(original.runs(deployment(image, 1, "{}", "{}"))).isFalse();
  }

  @Test
  void isKnownByAllOfItsLabels() throws JsonProcessingException {
    String all = "{'part': 'controller', 'chart': 'old-1.2'}";

    assertThat(original.runs(deployment("x", 1, all, "{}"))).isTrue();
    assertThat(original.runs(deployment("x", 1, "{}", all))).isTrue();
    assertThat(original.runs(deployment("x", 1, "{'part': 'controller'}", "{}"))).isFalse();
  }

  @Test
  void countsOnlyWhileItHasReadyReplicas() throws JsonProcessingException {
    assertThat(original.runs(deployment("old", 0, "{}", "{}"))).isFalse();
  }

  private static JsonNode deployment(String image, int ready, String labels, String template)
      throws JsonProcessingException {
    return new ObjectMapper()
        .readTree(
            """
            {'metadata': {'labels': %s}, 'status': {'readyReplicas': %d},
             'spec': {'template': {'metadata': {'labels': %s},
              'spec': {'containers': [{'image': '%s'}]}}}}
            """
                .formatted(labels, ready, template, image)
                .replace('\'', '"'));
  }
}
