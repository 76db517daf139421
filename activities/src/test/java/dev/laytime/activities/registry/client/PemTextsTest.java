package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TLS is spoken with on somebody's account, at real servers. */
class PemTextsTest {

  @TempDir private static Path directory;
  private static TestKeys house;
  private static TestKeys own;
  private static TestKeys other;

  private final Map<String, SourceWay> ways = new HashMap<>();
  private SecureServer registry;
  private RegistryClient client;

  @BeforeAll
  static void makeKeys() throws Exception {
    house = TestKeys.make(directory, "house", "EC");
    own = TestKeys.make(directory, "own", "EC");
    other = TestKeys.make(directory, "other", "EC");
  }

  @BeforeEach
  void start() throws Exception {
    registry = new SecureServer(house.server(List.of(own)));
    registry.answer("/v2/app/manifests/latest", 404, Map.of(), "");
    client =
        new RegistryClient(
            ClientSettings.of(List.of(), Credentials.NONE)
                .asking((mirror, source) -> Optional.ofNullable(ways.get(mirror))));
  }

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  @Test
  void showsACertificateForItsOwnerAlone() throws Exception {
    ways.put("a", way("a", house.certificatePem(), own.certificatePem(), own.keyPem()));
    ways.put("b", way("b", house.certificatePem(), null, null));

    assertThat(client.sourceOf("a", repository()).find(Tag.LATEST)).isEmpty();
    assertThat(client.sourceOf("b", repository()).find(Tag.LATEST)).isEmpty();
    assertThat(registry.whoAsked()).containsExactly("CN=own", "");
    ways.put("c", new SourceWay("c", 1, Credentials.NONE, false, null));
    assertThat(asked("c").type()).as("nobody else trusts it").isNotNull();
    assertThat(registry.whoAsked()).hasSize(2);
  }

  @Test
  void takesAnotherCertificateAtOnce() throws Exception {
    ways.put("a", way("a", house.certificatePem(), null, null));
    assertThat(client.sourceOf("a", repository()).find(Tag.LATEST)).isEmpty();

    PemTexts texts =
        new PemTexts("Secret a/tls", house.certificatePem(), own.certificatePem(), own.keyPem());
    ways.put("a", new SourceWay("a", 2, Credentials.NONE, null, texts));
    assertThat(client.sourceOf("a", repository()).find(Tag.LATEST)).isEmpty();

    assertThat(registry.whoAsked()).containsExactly("", "CN=own");
  }

  @Test
  void saysWhatIsWrongAndAsksNobody() {
    ways.put("a", way("a", "no certificate", null, null));

    RegistryException failure = asked("a");

    assertThat(failure.type()).isEqualTo(FailureType.REFUSED);
    assertThat(failure.said()).isEqualTo("Secret a/tls: the authority: it holds no certificate");
    assertThat(failure.hint()).isEqualTo("mend what it holds");
    assertThat(registry.seen).isEmpty();
  }

  @Test
  void knowsWhatIsOfNoUse() throws Exception {
    String certificate = own.certificatePem();
    String key = own.keyPem();

    assertThat(unusable(house.certificatePem(), certificate, key)).isEmpty();
    assertThat(unusable(null, certificate, key)).isEmpty();
    assertThat(unusable("", null, null)).contains("the authority: it holds no certificate");
    assertThat(unusable(null, certificate, null)).contains("go together");
    assertThat(unusable(null, null, key)).contains("go together");
    assertThat(unusable(null, key, key)).contains("the certificate: it holds no certificate");
    assertThat(unusable(null, certificate, certificate))
        .contains("the key: it holds no private key");
    assertThat(unusable(null, certificate, other.keyPem()))
        .contains("the key: it is not that of the certificate");
    assertThat(way("a", certificate, certificate, key).tls()).hasToString("PemTexts[Secret a/tls]");
  }

  private static String unusable(
      @Nullable String ca, @Nullable String certificate, @Nullable String key) {
    return new PemTexts("s", ca, certificate, key).unusable().orElse("");
  }

  private static SourceWay way(
      String owner, String ca, @Nullable String certificate, @Nullable String key) {
    return new SourceWay(
        owner, 1, Credentials.NONE, null, new PemTexts("Secret a/tls", ca, certificate, key));
  }

  private RegistryException asked(String mirror) {
    return catchThrowableOfType(
        RegistryException.class, () -> client.sourceOf(mirror, repository()).find(Tag.LATEST));
  }

  private Repository repository() {
    return Repository.parse(registry.address() + "/app");
  }
}
