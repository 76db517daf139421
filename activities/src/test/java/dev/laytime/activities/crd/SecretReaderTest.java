package dev.laytime.activities.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SecretReaderTest {

  private final List<String> asked = new ArrayList<>();

  @Test
  void asksForOneSecretOfOneNamespaceAndReadsItsKey() throws IOException {
    assertThat(SecretReader.text(answering(200, "{'data': {'k': 'czNjcmV0'}}"), "shop", "a", "k"))
        .isEqualTo("s3cret");
    assertThat(asked).containsExactly("/api/v1/namespaces/shop/secrets/a");
  }

  @Test
  void saysWhatIsMissingAndNothingOfWhatIsThere() {
    assertFails(answering(200, "{'data': {'k': 'czNjcmV0'}}"), "other", "key other of Secret a is");
    assertFails(answering(200, "{'data': {'k': '*s3cret'}}"), "k", "cannot be read");
    assertFails(answering(403, "{'message': 'you may not'}"), "k", "answered 403: you may not");
    assertFails(answering(404, "{}"), "k", "answered 404");
  }

  private static void assertFails(ObjectApi api, String key, String why) {
    assertThatThrownBy(() -> SecretReader.text(api, "shop", "a", key))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  private ObjectApi answering(int status, String body) {
    return new ObjectApi() {
      @Override
      public Answer get(String path) throws IOException {
        asked.add(path);
        return new Answer(status, new ObjectMapper().readTree(body.replace('\'', '"')));
      }

      @Override
      public <T> List<T> list(String path, Function<JsonNode, List<T>> made) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Answer create(String path, JsonNode object) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Answer patch(String path, Patch kind, JsonNode patch) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Answer delete(String path, JsonNode options) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
