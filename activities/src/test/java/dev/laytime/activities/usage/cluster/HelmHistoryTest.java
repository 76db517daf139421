package dev.laytime.activities.usage.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelmHistoryTest {

  private static final String SECRETS = "/api/v1/secrets";

  private static final String MANIFEST =
      """
      ---
      # Source: web/templates/secret.yaml
      apiVersion: v1
      kind: Secret
      metadata: {name: login}
      stringData: {password: s3cret}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec: {template: {spec: {containers: [{name: app, image: "r.test/web:VERSION"}]}}}
      """;

  private static final String HOOK =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: migrate}
      spec: {template: {spec: {containers: [{name: app, image: "r.test/migrate:VERSION"}]}}}
      """;

  private final FakeCluster cluster = new FakeCluster();

  @BeforeEach
  void knowSecrets() {
    cluster.kind("/api/v1", "secrets", "Secret");
    cluster.add("/api/v1/pods", "shop", "web", "'spec':{}");
  }

  @Test
  void namesWhatEveryRevisionAndItsHooksName() {
    release("shop", "1", "superseded", encoded(release("1"), true));
    release("shop", "2", "deployed", encoded(release("2"), false));

    Listing listing = list("shop");

    assertThat(listing.gaps()).isEmpty();
    assertThat(listing.images())
        .extracting(
            named -> named.image().text(),
            named -> named.usage().reason(),
            named -> named.usage().text())
        .containsExactlyInAnyOrder(
            tuple("web:1", "rollback", "1"),
            tuple("migrate:1", "rollback", "1"),
            tuple("web:2", "deployed", "2"),
            tuple("migrate:2", "deployed", "2"));
    assertThat(listing.selected()).endsWith("; Helm history in shop alone");
  }

  private static Tuple tuple(String image, String how, String number) {
    return Tuple.tuple(
        "r.test/" + image,
        how + " revision " + number + " of Helm release web",
        "Release shop/web (revision " + number + ")");
  }

  @Test
  void tellsNothingOfASecretButImages() {
    release("shop", "1", "superseded", encoded(release("1"), true));
    release(
        "shop", "2", "superseded", encoded(Map.of("manifest", "password: s3cret\n\t- {"), true));
    release(
        "shop",
        "3",
        "superseded",
        encoded(
            Map.of("manifest", "kind: Pod\nspec: {containers: [{image: 's3cret IMAGE'}]}"), true));
    release("shop", "4", "superseded", encoded("{\"s3cret\": nonsense", true));

    Listing listing = list("shop");

    assertThat(listing.toString()).contains("r.test/web:1").doesNotContain("s3cret");
    assertThat(listing.gaps())
        .containsExactly(
            "revision 2 of Helm release shop/web cannot be read",
            "revision 3 of Helm release shop/web cannot be read",
            "revision 4 of Helm release shop/web cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no base64!", "bm8gYmFzZTY0IQ==", "SDRzSQ==", "e30=", "ZTMwPQ=="})
  void isIncompleteWhereAReleaseIsDamaged(String value) {
    release("shop", "1", "superseded", value);

    assertThat(list("shop").gaps())
        .containsExactly("revision 1 of Helm release shop/web cannot be read");
  }

  @Test
  void isIncompleteWhereAReleaseIsCutShort() {
    String whole = encoded(release("1"), false);
    byte[] half = Base64.getDecoder().decode(Base64.getDecoder().decode(whole));
    String cut = new String(half, UTF_8).substring(0, half.length - 10);
    release("shop", "1", "superseded", encoded(cut, true));

    Listing listing = list("shop");

    assertThat(listing.gaps()).hasSize(1);
  }

  @Test
  void isIncompleteWhereANamespaceIsForbidden() {
    release("shop", "1", "superseded", encoded(release("1"), true));
    cluster.add("/api/v1/pods", "other", "web", "'spec':{}");
    cluster.answer(
        "/api/v1/namespaces/other/secrets", () -> FakeCluster.status(403, "secrets is forbidden"));

    Listing listing = list("shop", "other");

    assertThat(listing.gaps())
        .containsExactly("Helm releases in namespace other: answered 403: secrets is forbidden");
    assertThat(texts(listing)).contains("r.test/web:1");
  }

  @Test
  void isIncompleteWhereANamespaceIsNotThere() {
    assertThat(list("shopp").gaps())
        .containsExactly("namespace shopp: answered 404: namespaces not found");
  }

  @Test
  void passesOverSecretsThatAreNoReleases() {
    cluster.add(
        SECRETS,
        "shop",
        "mine",
        "'type':'Opaque','metadata':{'labels':{'owner':'helm'}},'data':{'release':'eA=='}");

    assertThat(list("shop").gaps()).isEmpty();
  }

  @Test
  void asksForSecretsOnlyInTheNamespacesThatAreSaid() {
    list("shop");
    assertThat(cluster.asked())
        .filteredOn(path -> path.contains("secrets"))
        .containsExactly("/api/v1/namespaces/shop/secrets?labelSelector=owner%3Dhelm&limit=8");

    FakeCluster another = new FakeCluster();
    new ClusterSource("live", () -> another, ClusterSettings.PLAIN).list(() -> {});
    assertThat(another.asked()).noneMatch(path -> path.contains("secrets"));
  }

  @Test
  void looksNowhereElseThanTheSourceDoes() {
    assertThatThrownBy(
            () -> new ClusterSettings(List.of("shop"), List.of(), List.of(), List.of("other")))
        .hasMessage("expected helm-namespaces that are looked through, not 'other'");
    assertThatThrownBy(
            () -> new ClusterSettings(List.of(), List.of("other"), List.of(), List.of("other")))
        .hasMessage("expected helm-namespaces that are looked through, not 'other'");
    assertThatThrownBy(() -> new ClusterSettings(List.of(), List.of(), List.of(), List.of("S")))
        .hasMessageContaining("namespace's name");
  }

  private void release(String namespace, String number, String status, String value) {
    cluster.add(
        SECRETS,
        namespace,
        "sh.helm.release.v1.web.v" + number,
        "'type':'helm.sh/release.v1','metadata':{'labels':{'owner':'helm','name':'web',"
            + "'version':'%s','status':'%s'}},'data':{'release':'%s'}"
                .formatted(number, status, value));
  }

  private static Map<String, Object> release(String version) {
    return Map.of(
        "name", "web",
        "chart", Map.of("values", Map.of("password", "s3cret", "manifest", "no manifest")),
        "config", Map.of("manifest", Map.of("manifest", "s3cret: {")),
        "manifest", MANIFEST.replace("VERSION", version),
        "hooks",
            List.of(
                Map.of(
                    "name", "migrate",
                    "events", List.of("pre-rollback"),
                    "last_run", Map.of("phase", ""),
                    "manifest", HOOK.replace("VERSION", version))));
  }

  private static String encoded(Object release, boolean zipped) {
    try {
      byte[] json =
          release instanceof String text
              ? text.getBytes(UTF_8)
              : new ObjectMapper().writeValueAsBytes(release);
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      if (zipped) {
        try (GZIPOutputStream zip = new GZIPOutputStream(content)) {
          zip.write(json);
        }
      } else {
        content.write(json);
      }
      byte[] once = Base64.getEncoder().encode(content.toByteArray());
      return Base64.getEncoder().encodeToString(once);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Listing list(String... namespaces) {
    ClusterSettings settings =
        new ClusterSettings(List.of(), List.of(), List.of(), List.of(namespaces));
    return new ClusterSource("live", () -> cluster, settings).list(() -> {});
  }

  private static List<String> texts(Listing listing) {
    return listing.images().stream().map(NamedImage::image).map(image -> image.text()).toList();
  }
}
