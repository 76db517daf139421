package dev.laytime.activities.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class MisreadTest {

  private final Misread misread = new Misread();

  @Test
  void isSaidOnceOfEachStateOfAnObject() {
    assertThat(misread.isNews(object("a", "1"))).isTrue();
    assertThat(misread.isNews(object("a", "1"))).isFalse();
    assertThat(misread.isNews(object("a", "2"))).isTrue();
    assertThat(misread.isNews(object("b", "1"))).isTrue();
  }

  private static JsonNode object(String uid, String version) {
    var object = new ObjectMapper().createObjectNode();
    object.putObject("metadata").put("uid", uid).put("resourceVersion", version);
    return object;
  }
}
