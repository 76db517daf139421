package dev.laytime.activities.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What events of a Pod mean that has not begun. */
class PodEventsTest {

  private static final String MISSING =
      "{'reason': 'FailedMount', 'lastTimestamp': '2026-01-01T00:00:0%dZ',"
          + " 'message': 'secret push not found'}";
  private static final String SUMMARY =
      "{'reason': 'FailedMount', 'lastTimestamp': '2026-01-01T00:02:03Z',"
          + " 'message': 'Unable to attach or mount volumes: timed out'}";
  private static final String SCHEDULED =
      "{'reason': 'Scheduled', 'lastTimestamp': null,"
          + " 'eventTime': '2026-01-01T00:00:01.123456Z', 'message': 'to node'}";

  @Test
  void sayThatASecretIsNotThere() {
    assertThat(PodEvents.unmounted(events(MISSING.formatted(2), SCHEDULED)))
        .containsExactly("secret push not found");
    assertThat(PodEvents.unmounted(events(SUMMARY, MISSING.formatted(2), SCHEDULED)))
        .last()
        .isEqualTo("secret push not found");
  }

  /** Ours is made right after its Job. */
  @Test
  void sayNothingOfASecretThatCameLater() {
    for (int second : new int[] {2, 3}) {
      assertThat(
              PodEvents.unmounted(
                  events(
                      "{'reason': 'Pulling', 'lastTimestamp': '2026-01-01T00:00:0%dZ'}"
                          .formatted(second),
                      MISSING.formatted(2),
                      SCHEDULED)))
          .isEmpty();
    }
    assertThat(PodEvents.unmounted(events(SCHEDULED))).isEmpty();
    assertThat(PodEvents.unmounted(events())).isEmpty();
  }

  @Test
  void areAskedForWhileANodeHasItAndNoStepHasBegun() {
    assertThat(
            PodEvents.mayTell(
                FakeCluster.parse(
                    """
                    {'spec': {'nodeName': 'n'}, 'status': {'phase': 'Pending',
                      'initContainerStatuses': [{'state': {'waiting': {}}}]}}
                    """)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'spec': {}, 'status': {'phase': 'Pending'}}",
        "{'spec': {'nodeName': 'n'}, 'status': {'phase': 'Running'}}",
        "{'spec': {'nodeName': 'n'}, 'status': {'phase': 'Pending', 'initContainerStatuses':"
            + " [{'state': {'terminated': {'exitCode': 0}}}]}}",
      })
  void areNotAskedForOtherwise(String pod) {
    assertThat(PodEvents.mayTell(FakeCluster.parse(pod))).isFalse();
  }

  private static JsonNode events(String... events) {
    return FakeCluster.parse("[" + String.join(",", events) + "]");
  }
}
