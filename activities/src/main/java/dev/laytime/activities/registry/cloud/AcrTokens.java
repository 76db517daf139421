package dev.laytime.activities.registry.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.ServiceHttp.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Refresh tokens of one registry of Azure, against the token of a service account: Entra's workload
 * identity.
 *
 * @param registry its host
 * @param base where its API is
 * @see <a
 *     href="https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow#third-case-access-token-request-with-a-federated-credential">Entra,
 *     access token with a federated credential</a>
 * @see <a href="https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md">Azure Container Registry,
 *     AAD integration</a>
 */
record AcrTokens(CloudEnvironment environment, String registry, URI base)
    implements Renewed.Source<Credential> {

  private static final String AUTHORITY = "https://login.microsoftonline.com/";
  private static final String SCOPE = "https://containerregistry.azure.net/.default";
  private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final String FILE = "AZURE_FEDERATED_TOKEN_FILE";

  /** A refresh token lasts three hours; of one that does not say so less is taken for granted. */
  private static final Duration USUAL = Duration.ofHours(1);

  @Override
  public Optional<Renewed.Lease<Credential>> fetch() throws RegistryException {
    Optional<String> client = environment.variable("AZURE_CLIENT_ID");
    Optional<String> tenant = environment.variable("AZURE_TENANT_ID");
    Optional<String> file = environment.variable(FILE);
    if (client.isEmpty() || tenant.isEmpty() || file.isEmpty()) {
      return Optional.empty();
    }
    String what = "get a token for " + registry;
    String access = access(client.get(), tenant.get(), environment.file(FILE, file.get(), what));
    URI uri = base.resolve("/oauth2/exchange");
    Form form =
        new Form()
            .with("grant_type", "access_token")
            .with("service", registry)
            .with("tenant", tenant.get())
            .with("access_token", access);
    String token =
        asked(form, uri, what, "give the identity the role AcrPull or AcrPush there")
            .path("refresh_token")
            .asText();
    if (token.isEmpty()) {
      throw CloudErrors.unusable(uri, what);
    }
    Credential credential = new Credential.IdentityToken(token, "entra:" + client.get());
    return Optional.of(new Renewed.Lease<>(credential, end(token)));
  }

  private String access(String client, String tenant, String assertion) throws RegistryException {
    String what = "get a token of Entra for " + client;
    String authority =
        environment.variable("AZURE_AUTHORITY_HOST").orElse(AUTHORITY).replaceFirst("/*$", "/");
    URI uri = URI.create(authority + tenant + "/oauth2/v2.0/token");
    Form form =
        new Form()
            .with("grant_type", "client_credentials")
            .with("client_id", client)
            .with("scope", SCOPE)
            .with("client_assertion_type", ASSERTION)
            .with("client_assertion", assertion);
    String hint = "add a federated credential for this service account to the identity";
    String token = asked(form, uri, what, hint).path("access_token").asText();
    if (token.isEmpty()) {
      throw CloudErrors.unusable(uri, what);
    }
    return token;
  }

  private JsonNode asked(Form form, URI uri, String what, String hint) throws RegistryException {
    Answer answer = environment.http().ask(form.to(uri), what);
    if (!answer.isSuccess()) {
      throw CloudErrors.answered(answer, uri, what, hint);
    }
    return Json.read(answer.body());
  }

  /** When a token says that it ends. */
  private Instant end(String token) {
    Instant usual = environment.clock().instant().plus(USUAL);
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return usual;
    }
    try {
      String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      long seconds = Json.read(claims).path("exp").asLong();
      return seconds <= 0 ? usual : Instant.ofEpochSecond(seconds);
    } catch (IllegalArgumentException e) {
      return usual;
    }
  }
}
