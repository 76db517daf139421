package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers mean that a registry has no referrers API. */
class ReferrersTest {

  private static final Digest UNKNOWN = new Digest("sha256:" + "ab".repeat(32));
  private static final Digest SIGNED = new Digest("sha256:" + "cd".repeat(32));
  private static final Digest SIGNATURE = new Digest("sha256:" + "ef".repeat(32));

  private CannedServer registry;
  private RegistryClient client;

  @BeforeEach
  void startServer() throws IOException {
    registry = new CannedServer();
    client = new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE));
    registry.answer(
        path(SIGNED),
        200,
        Map.of("Content-Type", MediaTypes.OCI_INDEX),
        "{\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":2}]}"
            .formatted(MediaTypes.OCI_INDEX, SIGNATURE));
  }

  @AfterEach
  void stopServer() {
    client.close();
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MANIFEST_UNKNOWN", "NAME_UNKNOWN"})
  void areAskedForOfOthersWhereOneSubjectIsUnknown(String code) throws IOException {
    registry.answer(path(UNKNOWN), 404, error(code));
    assertThat(referrers(UNKNOWN)).isEmpty();
    assertThat(referrers(SIGNED)).extracting(Descriptor::digest).containsExactly(SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"404 page not found", "{\"errors\":[{\"code\":\"UNSUPPORTED\"}]}"})
  void areNotAskedForAgainWhereThereIsNoApi(String body) throws IOException {
    registry.answer(path(UNKNOWN), 404, body);
    assertThat(referrers(UNKNOWN)).isEmpty();
    assertThat(referrers(SIGNED)).as("there is nothing under its tag").isEmpty();
    assertThat(registry.seen).extracting(CannedServer.Seen::target).doesNotContain(path(SIGNED));
  }

  @Test
  void areLookedForUnderTheTagOfASubjectThatIsUnknown() throws IOException {
    registry.answer(path(UNKNOWN), 404, error("MANIFEST_UNKNOWN"));
    referrers(UNKNOWN);
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::target)
        .contains("/v2/app/manifests/" + Referrers.fallbackTag(UNKNOWN));
  }

  private List<Descriptor> referrers(Digest subject) throws IOException {
    return client.sharedSource(Repository.parse(registry.address() + "/app")).referrers(subject);
  }

  private static String path(Digest subject) {
    return "/v2/app/referrers/" + subject;
  }

  private static String error(String code) {
    return "{\"errors\":[{\"code\":\"%s\"}]}".formatted(code);
  }
}
