package dev.laytime.activities.registry.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.cloud.CloudServer.Seen;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcrLoginTest {

  private static final String HOST = "team.azurecr.io";
  private static final Credentials.Place PLACE = new Credentials.Place(HOST, "app");

  private final SteppingClock clock = new SteppingClock();
  private final Map<String, String> variables = new HashMap<>();
  private CloudServer azure;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    azure = new CloudServer();
    Path token = Files.writeString(directory.resolve("token"), "of the service account");
    variables.put("AZURE_CLIENT_ID", "client");
    variables.put("AZURE_TENANT_ID", "tenant");
    variables.put("AZURE_FEDERATED_TOKEN_FILE", token.toString());
    variables.put("AZURE_AUTHORITY_HOST", azure.uri("/entra").toString());
    azure.answer(
        "/entra/tenant/oauth2/v2.0/token", 200, "{\"access_token\":\"a\",\"expires_in\":3599}");
  }

  @AfterEach
  void stop() {
    azure.close();
  }

  @Test
  void exchangesTheTokenOfItsServiceAccountTwice() throws IOException {
    exchanged(refreshToken(1));

    assertThat(login().of(PLACE))
        .contains(new Credential.IdentityToken(refreshToken(1), "entra:client"));
    Seen entra = azure.seen.getFirst();
    assertThat(entra.field("client_assertion")).isEqualTo("of the service account");
    assertThat(entra.field("client_id")).isEqualTo("client");
    assertThat(entra.field("scope")).isEqualTo("https://containerregistry.azure.net/.default");
    Seen exchange = azure.seen.getLast();
    assertThat(exchange.field("grant_type")).isEqualTo("access_token");
    assertThat(exchange.field("service")).isEqualTo(HOST);
    assertThat(exchange.field("tenant")).isEqualTo("tenant");
    assertThat(exchange.field("access_token")).isEqualTo("a");
  }

  @Test
  void renewsItBeforeTheEndThatItSays() throws IOException {
    exchanged(refreshToken(1));
    Credentials login = login();
    var _ = login.of(PLACE);
    exchanged(refreshToken(2));

    clock.step(Duration.ofHours(3).minusMinutes(6));
    assertThat(azure.seen).hasSize(2);
    var _ = login.of(PLACE);
    assertThat(azure.seen).hasSize(2);
    clock.step(Duration.ofMinutes(1));
    assertThat(login.of(PLACE).map(Credential::login)).contains("entra:client");
    assertThat(azure.seen).hasSize(4);
  }

  @Test
  void saysWhyEntraRefused() {
    azure.answer(
        "/entra/tenant/oauth2/v2.0/token",
        401,
        "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS700213: No matching"
            + " federated identity record found\"}");

    RegistryException refused =
        catchThrowableOfType(RegistryException.class, () -> login().of(PLACE));
    assertThat(refused.type()).isEqualTo(FailureType.UNAUTHORIZED);
    assertThat(refused)
        .hasMessageContaining("invalid_client: AADSTS700213")
        .hasMessageContaining("federated credential")
        .hasMessageNotContaining("of the service account");
  }

  @Test
  void isNobodyWithoutAWorkloadIdentity() throws IOException {
    variables.remove("AZURE_TENANT_ID");

    RegistryException refused =
        catchThrowableOfType(RegistryException.class, () -> login().of(PLACE));
    assertThat(refused.hint()).contains("AZURE_TENANT_ID");
    assertThat(azure.seen).isEmpty();
  }

  private Credentials login() {
    return CloudLogins.of(variables, clock).required(Cloud.ACR, HOST, azure.uri(""));
  }

  private void exchanged(String token) {
    azure.answer("/oauth2/exchange", 200, "{\"refresh_token\":\"%s\"}".formatted(token));
  }

  private String refreshToken(int number) {
    String claims =
        "{\"jti\":%d,\"exp\":%d}"
            .formatted(number, clock.instant().plus(Duration.ofHours(3)).getEpochSecond());
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".signature";
  }
}
