package dev.laytime.activities.registry.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.cloud.CloudServer.Seen;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoogleLoginTest {

  private static final String HOST = "europe-docker.pkg.dev";
  private static final Credentials.Place PLACE = new Credentials.Place(HOST, "project/app");
  private static final String METADATA =
      "/computeMetadata/v1/instance/service-accounts/default/token";

  private final SteppingClock clock = new SteppingClock();
  private final Map<String, String> variables = new HashMap<>();
  private CloudServer google;

  @TempDir private Path directory;

  @BeforeEach
  void start() throws IOException {
    google = new CloudServer();
    variables.put("GCE_METADATA_HOST", "127.0.0.1:1");
    google.answer("/token", 200, "{\"access_token\":\"t1\",\"expires_in\":3600}");
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void showsWhatAServiceAccountSignsWithItsKey() throws Exception {
    KeyPair pair = keys();
    credentials(
        """
        {"type": "service_account", "client_email": "mirror@p.iam.gserviceaccount.com",
         "private_key_id": "k1", "private_key": "%s", "token_uri": "%s"}
        """
            .formatted(pem(pair).replace("\n", "\\n"), google.uri("/token")));

    assertThat(login().of(PLACE)).contains(token("t1"));
    Seen asked = google.seen.getFirst();
    assertThat(asked.field("grant_type")).isEqualTo("urn:ietf:params:oauth:grant-type:jwt-bearer");
    String[] parts = asked.field("assertion").split("\\.", -1);
    assertThat(isSigned(parts, pair)).isTrue();
    JsonNode claims = Json.read(decoded(parts[1]));
    assertThat(claims.path("iss").asText()).isEqualTo("mirror@p.iam.gserviceaccount.com");
    assertThat(claims.path("aud").asText()).isEqualTo(google.uri("/token").toString());
    assertThat(claims.path("scope").asText())
        .isEqualTo("https://www.googleapis.com/auth/cloud-platform");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    assertThat(claims.path("iat").asLong()).isEqualTo(clock.instant().getEpochSecond());
    assertThat(Json.read(decoded(parts[0])).path("kid").asText()).isEqualTo("k1");
  }

  @Test
  void takesTheLoginOfAPersonThatGcloudLeft() throws IOException {
    variables.put("CLOUDSDK_CONFIG", directory.toString());
    Files.writeString(
        directory.resolve("application_default_credentials.json"),
        """
        {"type": "authorized_user", "client_id": "c", "client_secret": "s",
         "refresh_token": "r", "token_uri": "%s"}
        """
            .formatted(google.uri("/token")));

    assertThat(login().of(PLACE)).contains(token("t1"));
    Seen asked = google.seen.getFirst();
    assertThat(asked.field("grant_type")).isEqualTo("refresh_token");
    assertThat(asked.field("refresh_token")).isEqualTo("r");
  }

  @Test
  void exchangesAnotherCloudsTokenAndTakesTheRoleOfAServiceAccount() throws IOException {
    Files.writeString(directory.resolve("subject"), "{\"id_token\": \"theirs\"}");
    credentials(
        """
        {"type": "external_account", "audience": "//iam.googleapis.com/pool",
         "subject_token_type": "urn:ietf:params:oauth:token-type:jwt", "token_url": "%s",
         "service_account_impersonation_url": "%s",
         "credential_source": {"file": "%s",
           "format": {"type": "json", "subject_token_field_name": "id_token"}}}
        """
            .formatted(
                google.uri("/token"), google.uri("/impersonate"), directory.resolve("subject")));
    google.answer(
        "/impersonate",
        200,
        "{\"accessToken\":\"t2\",\"expireTime\":\"%s\"}"
            .formatted(clock.instant().plusSeconds(1800)));

    assertThat(login().of(PLACE)).contains(token("t2"));
    assertThat(google.seen.getFirst().field("subject_token")).isEqualTo("theirs");
    assertThat(google.seen.getFirst().field("audience")).isEqualTo("//iam.googleapis.com/pool");
    assertThat(google.seen.getLast().header("authorization")).isEqualTo("Bearer t1");
  }

  @Test
  void asksTheMetadataServerWhereNoFileIsNamed() throws IOException {
    variables.put("GCE_METADATA_HOST", google.address());
    google.answer(METADATA, 200, "{\"access_token\":\"t3\",\"expires_in\":3000}");
    Credentials login = login();

    assertThat(login.of(PLACE)).contains(token("t3"));
    assertThat(google.seen.getFirst().header("metadata-flavor")).isEqualTo("Google");
    google.answer(METADATA, 200, "{\"access_token\":\"t4\",\"expires_in\":3600}");
    clock.step(Duration.ofMinutes(45));
    assertThat(login.of(PLACE)).contains(token("t4"));
  }

  @Test
  void asksOnceForAllHostsOfTheCloud() throws IOException {
    variables.put("GCE_METADATA_HOST", google.address());
    google.answer(METADATA, 200, "{\"access_token\":\"t3\",\"expires_in\":3000}");
    CloudLogins logins = CloudLogins.of(variables, clock);

    for (String host : new String[] {HOST, "gcr.io", "eu.gcr.io"}) {
      assertThat(logins.required(Cloud.GOOGLE, host, null).of(new Credentials.Place(host, "a")))
          .contains(token("t3"));
    }
    assertThat(google.seen).hasSize(1);
  }

  @Test
  void isNobodyOffTheCloudWithoutAFile() throws IOException {
    assertThat(CloudLogins.of(variables, clock).ifAny(Cloud.GOOGLE, HOST, null).of(PLACE))
        .isEmpty();
    RegistryException refused =
        catchThrowableOfType(RegistryException.class, () -> login().of(PLACE));
    assertThat(refused.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(refused.hint()).contains("GOOGLE_APPLICATION_CREDENTIALS");
  }

  @Test
  void neverShowsWhatIsInAFileThatItCannotUse() throws IOException {
    credentials("{\"type\": \"service_account\", \"private_key\": \"very secret\"}");

    RegistryException refused =
        catchThrowableOfType(RegistryException.class, () -> login().of(PLACE));
    assertThat(refused.type()).isEqualTo(FailureType.UNAUTHORIZED);
    assertThat(refused).hasMessageContaining("no private key").hasMessageNotContaining("very");
  }

  @Test
  void saysWhyGoogleRefused() throws IOException {
    credentials(
        "{\"type\": \"authorized_user\", \"refresh_token\": \"r\", \"token_uri\": \"%s\"}"
            .formatted(google.uri("/token")));
    google.answer(
        "/token", 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Bad Request\"}");

    RegistryException refused =
        catchThrowableOfType(RegistryException.class, () -> login().of(PLACE));
    assertThat(refused.type()).isEqualTo(FailureType.UNAUTHORIZED);
    assertThat(refused.said()).endsWith("answered 400 invalid_grant: Bad Request");
  }

  private Credentials login() {
    return CloudLogins.of(variables, clock).required(Cloud.GOOGLE, HOST, null);
  }

  private void credentials(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("google.json"), text);
    variables.put("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
  }

  private static Credential token(String token) {
    return new Credential.UsernamePassword("oauth2accesstoken", token);
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded()))
        .replace("\r", "");
  }

  private static boolean isSigned(String[] parts, KeyPair pair) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(pair.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
