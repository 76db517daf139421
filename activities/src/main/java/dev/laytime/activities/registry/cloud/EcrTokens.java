package dev.laytime.activities.registry.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.ServiceHttp.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Passwords for ECR: half a day each, for all registries of a region that the keys reach.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html">Amazon
 *     ECR, GetAuthorizationToken</a>
 */
record EcrTokens(AwsApi api) implements Renewed.Source<Credential> {

  private static final String HINT =
      "allow this process's role ecr:GetAuthorizationToken; for public.ecr.aws"
          + " ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken";

  @Override
  public Optional<Renewed.Lease<Credential>> fetch() throws RegistryException {
    String what = "get a token for " + api.endpoint().getHost();
    Optional<Answer> answer = api.ask("GetAuthorizationToken", "{}", what);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    if (!answer.get().isSuccess()) {
      throw CloudErrors.answered(answer.get(), api.endpoint(), what, HINT);
    }
    return Optional.of(lease(answer.get(), what));
  }

  private Renewed.Lease<Credential> lease(Answer answer, String what) throws RegistryException {
    JsonNode found = Json.read(answer.body()).path("authorizationData");
    JsonNode data = found.isArray() ? found.path(0) : found; // the public one gives one, bare
    double end = data.path("expiresAt").asDouble();
    try {
      byte[] bytes = Base64.getDecoder().decode(data.path("authorizationToken").asText());
      String pair = new String(bytes, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon <= 0 || end <= 0) {
        throw CloudErrors.unusable(api.endpoint(), what);
      }
      return new Renewed.Lease<>(
          new Credential.UsernamePassword(pair.substring(0, colon), pair.substring(colon + 1)),
          Instant.ofEpochSecond((long) end));
    } catch (IllegalArgumentException e) {
      throw CloudErrors.unusable(api.endpoint(), what);
    }
  }
}
