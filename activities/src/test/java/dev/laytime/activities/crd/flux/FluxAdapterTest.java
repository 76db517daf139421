package dev.laytime.activities.crd.flux;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.FakeCluster;
import dev.laytime.activities.crd.ObjectKind;
import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FluxAdapterTest {

  private static final ObjectKind V1 = ImageRepository.kind("v1");
  private static final ObjectKind BETA = ImageRepository.kind("v1beta2");
  private static final ObjectKind DEPLOYMENTS =
      new ObjectKind("apps/v1", "Deployment", "deployments", true);
  private static final String GROUP = "image.toolkit.fluxcd.io";

  private final FakeCluster cluster = new FakeCluster();
  private final FakeWorker worker = new FakeWorker();
  private final FluxAdapter adapter =
      new FluxAdapter(
          new FluxSettings(
              RepositoryPrefix.parse("r.example.com/mirror"), false, List.of(), Set.of("a/tls")),
          worker,
          new EventWriter("w", InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"))));

  @BeforeEach
  void serve() {
    cluster.serve(GROUP, "v1", "v1beta2");
  }

  @Test
  void hasMirroredWhatTheClusterHasAndLooksAtOnceAtWhatFluxScanned() throws IOException {
    put(V1, "app", "ghcr.io/a/app", "1");
    put(V1, "new", "ghcr.io/a/new", "");

    FluxAdapter.Round round = adapter.round(cluster);

    assertThat(round).isEqualTo(new FluxAdapter.Round("", 0));
    assertThat(worker.names()).containsExactly("imagerepo-mirror/a/app", "imagerepo-mirror/a/new");
    assertThat(worker.polled).containsExactly("imagerepo-mirror/a/app");
    assertThat(worker.counts).isEqualTo(Map.of("Mirrored", 2));
  }

  @Test
  void looksAgainWhenFluxFoundOtherTags() throws IOException {
    put(V1, "app", "ghcr.io/a/app", "1");
    var _ = adapter.round(cluster);
    var _ = adapter.round(cluster);
    assertThat(worker.polled).hasSize(1);
    assertThat(worker.taken).hasSize(1);

    put(V1, "app", "ghcr.io/a/app", "2");
    var _ = adapter.round(cluster);
    assertThat(worker.polled).hasSize(2);
    assertThat(worker.taken).hasSize(1);
  }

  @Test
  void readsTheOlderVersionWhereTheServerHasNoOther() throws IOException {
    cluster.serve(GROUP, "v1beta1", "v1beta2");
    put(BETA, "app", "ghcr.io/a/app", "1");

    var _ = adapter.round(cluster);
    assertThat(worker.names()).containsExactly("imagerepo-mirror/a/app");
  }

  @Test
  void changesNothingWhereItCannotReadTheObjects() throws IOException {
    put(V1, "app", "ghcr.io/a/app", "1");
    var _ = adapter.round(cluster);
    cluster.refuse("/apis/" + GROUP + "/v1/");

    assertThatThrownBy(() -> adapter.round(cluster)).hasMessageContaining("you may not");
    assertThat(worker.taken).hasSize(1);
  }

  @Test
  void changesNothingWhereTheKindIsNotThereOrOfVersionsThatNobodyKnows() {
    cluster.serve(GROUP, "v2");
    assertThatThrownBy(() -> adapter.round(cluster)).hasMessageContaining("[v2] only");
    assertThatThrownBy(() -> adapter.round(new FakeCluster()))
        .hasMessageContaining("no ImageRepository");
    assertThat(worker.taken).isEmpty();
  }

  @Test
  void doesNothingWhileTheOriginalRuns() throws IOException {
    put(V1, "app", "ghcr.io/a/app", "1");
    cluster.put(
        DEPLOYMENTS,
        """
        {'metadata': {'namespace': 'flux-system', 'name': 'imagerepo-mirror'},
         'spec': {'template': {'spec': {'containers': [
           {'image': 'ghcr.io/oscar-romeu/imagerepo-mirror:v0.1.0'}]}}},
         'status': {'readyReplicas': 1}}
        """);

    assertThat(adapter.round(cluster).trouble()).contains("flux-system/imagerepo-mirror");
    assertThat(worker.taken).isEmpty();
    assertThat(worker.polled).isEmpty();
  }

  @Test
  void doesNothingWhereALaterWorkerHasOtherSettings() throws IOException {
    put(V1, "app", "ghcr.io/a/app", "1");
    worker.ground = Optional.empty();

    assertThat(adapter.round(cluster).trouble()).contains("started later");
    assertThat(worker.taken).isEmpty();
  }

  @Test
  void tellsOnceInAnEventWhyAnObjectStopsAndWhenItGoesOn() throws IOException {
    put(V1, "app", "ghcr.io/a/app", "1");
    put(V1, "app2", "ghcr.io/b/app", "1");
    var _ = adapter.round(cluster);
    var _ = adapter.round(cluster);
    assertThat(cluster.events("a"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.path("reason").asText()).isEqualTo("DestinationTaken");
          assertThat(event.path("type").asText()).isEqualTo("Warning");
          assertThat(event.path("regarding").path("name").asText()).isEqualTo("app2");
        });
    assertThat(worker.counts).isEqualTo(Map.of("Mirrored", 1, "DestinationTaken", 1));

    cluster.remove(V1, "a", "app");
    var _ = adapter.round(cluster);
    assertThat(cluster.events("a"))
        .extracting(event -> event.path("reason").asText())
        .containsExactlyInAnyOrder("DestinationTaken", "Mirrored");
    assertThat(worker.names()).containsExactly("imagerepo-mirror/a/app2");
  }

  @Test
  void goesOnWhereItMayTellNothing() throws IOException {
    put(V1, "app", "ghcr.io/a/app", "1");
    put(V1, "bad", "ghcr.io/b/app", "1");
    cluster.refuse("/apis/events.k8s.io");

    assertThat(adapter.round(cluster).trouble()).contains("an event of ImageRepository a/bad");
    assertThat(worker.names()).containsExactly("imagerepo-mirror/a/app");
  }

  @Test
  void tellsWhatIsWrongWithTheCertificatesOfOneObjectAndStopsNoOther() throws IOException {
    put(V1, "app", "ghcr.io/a/app", "1");
    secured();
    var _ = adapter.round(cluster);
    assertThat(message("CertificatesUnusable")).contains("Secret tls cannot be read");

    secret("'other': 'eA=='");
    var _ = adapter.round(cluster);
    assertThat(messages())
        .anyMatch(message -> message.contains("a/tls has neither ca.crt nor tls.crt"));

    secret("'ca.crt': 'bmV3', 'caFile': 'b2xk', 'certFile': 'Y2VydA==', 'keyFile': 'a2V5'");
    worker.wrong = Optional.of("the key: it is damaged");
    var _ = adapter.round(cluster);
    assertThat(messages())
        .anyMatch(message ->
            message.contains("Secret a/tls: the key: it is damaged: mend it")
                && !message.contains("new"));
    assertThat(worker.certificates.getLast())
        .isEqualTo(new FluxCertificates("a/tls", "new", "cert", "key"))
        .asString()
        .doesNotContain("cert,", "key,", "new");

    worker.wrong = Optional.empty();
    var _ = adapter.round(cluster);
    assertThat(worker.counts).isEqualTo(Map.of("Mirrored", 2));
    assertThat(worker.taken).as("what was copied stays known").hasSize(1);
  }

  private String message(String reason) {
    return cluster.events("a").stream()
        .filter(event -> event.path("reason").asText().equals(reason))
        .map(event -> event.path("note").asText())
        .findFirst()
        .orElse("");
  }

  private List<String> messages() {
    return cluster.events("a").stream().map(event -> event.path("note").asText()).toList();
  }

  private void secured() throws IOException {
    cluster.put(
        V1,
        """
        {'metadata': {'namespace': 'a', 'name': 'safe', 'creationTimestamp': '2026-01-01T00:00:00Z'},
         'spec': {'image': 'r.test/a/safe', 'interval': '1m', 'certSecretRef': {'name': 'tls'}}}
        """);
  }

  private void secret(String data) throws IOException {
    cluster.put(
        "/api/v1/namespaces/a/secrets/tls",
        "{'metadata': {'namespace': 'a', 'name': 'tls'}, 'data': {%s}}".formatted(data));
  }

  @Test
  void saysThatAllIsMirroredOnlyWhereItIs() throws IOException {
    put(V1, "app", "ghcr.io/a/app", "1");
    worker.state = FluxState.NONE;
    var _ = adapter.round(cluster);
    assertThat(worker.counts).isEqualTo(Map.of("NotLookedYet", 1));
    worker.state = new FluxState(true, 3, 1, 2, 0, "", "");
    var _ = adapter.round(cluster);
    assertThat(worker.counts).isEqualTo(Map.of("Copying", 1));
    assertThat(cluster.events("a")).as("nothing is wrong").isEmpty();

    worker.state = new FluxState(true, 3, 1, 0, 2, "", "r.example.com/mirror/app:1: denied");
    var _ = adapter.round(cluster);
    worker.state = new FluxState(true, 3, 2, 0, 1, "", "r.example.com/mirror/app:1: denied");
    var _ = adapter.round(cluster);
    assertThat(worker.counts).isEqualTo(Map.of("CopyFailed", 1));
    assertThat(messages())
        .as("once")
        .containsExactly(
            "1 of 3 tags are copied to r.example.com/mirror/app, 2 failed and are tried again:"
                + " r.example.com/mirror/app:1: denied");

    worker.state = new FluxState(true, 3, 3, 0, 0, "its source cannot be listed: refused", "");
    var _ = adapter.round(cluster);
    assertThat(worker.counts).isEqualTo(Map.of("SourceUnknown", 1));
    assertThat(message("SourceUnknown")).startsWith("its source cannot be listed: refused; 3 of");

    worker.state = new FluxState(true, 4, 3, 1, 0, "", "");
    var _ = adapter.round(cluster);
    worker.state = new FluxState(true, 4, 4, 0, 0, "", "");
    var _ = adapter.round(cluster);
    assertThat(message("Mirrored")).startsWith("all its tags are copied");
    assertThat(cluster.events("a")).hasSize(3);
  }

  @Test
  void letsWhatAnObjectHasRestWhileItIsSuspendedOrRefused() throws IOException {
    String[] pauses = {"'suspend': true", "'secretRef': {'name': 'other'}"};
    for (String pause : pauses) {
      put(V1, "app", "ghcr.io/a/app", "1");
      var _ = adapter.round(cluster);
      String uid = worker.taken.getLast().getFirst().object();
      assertThat(uid).isNotEmpty();
      assertThat(worker.names()).containsExactly("imagerepo-mirror/a/app");

      cluster.put(
          V1,
          """
          {'metadata': {'namespace': 'a', 'name': 'app',
            'creationTimestamp': '2026-01-01T00:00:00Z'},
           'spec': {'image': 'ghcr.io/a/app', %s}}
          """
              .formatted(pause));
      var _ = adapter.round(cluster);
      assertThat(worker.taken.getLast())
          .containsExactly(FoundMirror.resting(uid, "imagerepo-mirror/a/app"));
    }
  }

  @Test
  void writesNothingIntoAnObject() throws IOException {
    put(V1, "app", "ghcr.io/a/app", "1");
    put(V1, "bad", "http://ghcr.io/b/app", "1");
    var _ = adapter.round(cluster);

    assertThat(cluster.writes).allMatch(write -> write.startsWith("create /apis/events.k8s.io/"));
  }

  private void put(ObjectKind kind, String name, String image, String revision) throws IOException {
    cluster.remove(kind, "a", name); // its status, too, is another
    cluster.put(
        kind,
        """
        {'metadata': {'namespace': 'a', 'name': '%s', 'creationTimestamp': '2026-01-01T00:00:00Z'},
         'spec': {'image': '%s', 'interval': '1m'},
         'status': %s}
        """
            .formatted(
                name,
                image,
                revision.isEmpty()
                    ? "{}"
                    : "{'lastScanResult': {'revision': '%s', 'tagCount': 2}}".formatted(revision)));
  }

  private static final class FakeWorker implements FluxAdapter.Worker {

    private Optional<List<RepositoryPrefix>> ground = Optional.of(List.of());
    private FluxState state = new FluxState(true, 2, 2, 0, 0, "", "");
    private final List<List<FoundMirror>> taken = new ArrayList<>();
    private final List<String> polled = new ArrayList<>();
    private Map<String, Integer> counts = Map.of();
    private final List<FluxCertificates> certificates = new ArrayList<>();
    private Optional<String> wrong = Optional.empty();

    private List<String> names() {
      return taken.getLast().stream()
          .filter(each -> each.mirror() != null)
          .map(FoundMirror::name)
          .toList();
    }

    @Override
    public Optional<List<RepositoryPrefix>> stages() {
      return ground;
    }

    @Override
    public boolean mirror(List<FoundMirror> mirrors) {
      return taken.add(mirrors);
    }

    @Override
    public Map<String, FluxState> states(Set<String> mirrors) {
      return mirrors.stream().collect(toMap(name -> name, _ -> state));
    }

    @Override
    public Optional<String> unusable(FluxCertificates found) {
      certificates.add(found);
      return wrong;
    }

    @Override
    public void pollNow(String mirror) {
      polled.add(mirror);
    }

    @Override
    public void counted(Map<String, Integer> byReason) {
      counts = byReason;
    }
  }
}
