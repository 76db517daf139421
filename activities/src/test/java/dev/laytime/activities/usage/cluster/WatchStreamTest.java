package dev.laytime.activities.usage.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchStreamTest {

  private static final int LARGEST = 1000;

  private final List<String> events = new ArrayList<>();

  @Test
  void handsOnWhatBecomesOfPodsAndHowFarItWasTold() throws IOException {
    read(
        event("ADDED", "'metadata':{'name':'a','resourceVersion':'5'}"),
        event("MODIFIED", "'metadata':{'name':'a','resourceVersion':'7'}"),
        event("BOOKMARK", "'metadata':{'resourceVersion':'90'}"),
        event("SOMETHING", "'metadata':{'name':'b','resourceVersion':'91'}"),
        event("DELETED", "'metadata':{'name':'a','resourceVersion':'92'}"));

    assertThat(events)
        .containsExactly(
            "began", "came a", "at 5", "came a", "at 7", "at 90", "at 91", "went a", "at 92");
  }

  @Test
  void tellsWhatTheServerHasForgottenFromOtherTrouble() {
    assertThatThrownBy(() -> read(event("ERROR", "'code':410,'message':'too old'")))
        .isInstanceOf(ClusterApi.ForgottenException.class)
        .hasMessage("too old");
    assertThatThrownBy(() -> read(event("ERROR", "'code':500,'message':'etcd is away'")))
        .isNotInstanceOf(ClusterApi.ForgottenException.class)
        .hasMessage("etcd is away");
  }

  @Test
  void takesNothingThatIsNotWhole() {
    String whole = event("ADDED", "'metadata':{'name':'a','resourceVersion':'5'}");

    assertThatThrownBy(() -> read(whole, whole.substring(0, 20)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut in the middle");
    assertThatThrownBy(() -> read("no JSON\n")).hasMessageContaining("no JSON");
    assertThatThrownBy(() -> read(event("ADDED", "'x':'" + "y".repeat(LARGEST) + "'")))
        .isInstanceOf(TooLongException.class);
    assertThat(events).containsExactly("began", "came a", "at 5", "began", "began");
  }

  private void read(String... events) throws IOException {
    byte[] body = String.join("", events).getBytes(UTF_8);
    new WatchStream(new ByteArrayInputStream(body), LARGEST, new Told()).read();
  }

  private static String event(String type, String object) {
    return "{'type':'%s','object':{%s}}\n".formatted(type, object).replace('\'', '"');
  }

  private final class Told implements ClusterApi.PodEvents {

    @Override
    public void began() {
      events.add("began");
    }

    @Override
    public void came(JsonNode pod) {
      events.add("came " + pod.path("metadata").path("name").asText());
    }

    @Override
    public void went(JsonNode pod) {
      events.add("went " + pod.path("metadata").path("name").asText());
    }

    @Override
    public void at(String version) {
      events.add("at " + version);
    }
  }
}
