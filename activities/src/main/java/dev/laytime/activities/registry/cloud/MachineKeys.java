package dev.laytime.activities.registry.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.ServiceHttp.Answer;
import dev.laytime.activities.registry.client.ServiceHttp.Method;
import dev.laytime.activities.registry.client.ServiceHttp.Request;
import dev.laytime.activity.FailureType;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys that AWS hands out on the machine: to a container (ECS, and EKS's pod identity), else to the
 * machine itself by the second version of its metadata service.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">AWS
 *     SDKs, container credentials</a>
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html">AWS
 *     SDKs, IMDS credentials</a>
 */
record MachineKeys(CloudEnvironment environment) {

  private static final String WHAT = "get keys of AWS from this machine";
  private static final String HINT = "give the machine, task or service account a role";
  private static final String CONTAINER = "http://169.254.170.2";
  private static final String METADATA = "http://169.254.169.254";
  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";

  /** Where a container's keys may be without TLS. */
  private static final Set<String> NEAR =
      Set.of(
          "localhost", "127.0.0.1", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

  /** Empty where the machine is none of AWS's, or has no role. */
  Optional<Renewed.Lease<AwsKeys>> fetch() throws RegistryException {
    Optional<URI> container = container();
    if (container.isPresent()) {
      Optional<Answer> answer =
          environment.http().askMachine(Request.get(container.get(), authorization()), WHAT);
      return Optional.of(lease(answer, container.get()));
    }
    boolean disabled =
        environment
            .variable("AWS_EC2_METADATA_DISABLED")
            .filter("true"::equalsIgnoreCase)
            .isPresent();
    return disabled ? Optional.empty() : fromMetadata();
  }

  private Optional<URI> container() throws RegistryException {
    Optional<String> relative = environment.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    if (relative.isPresent()) {
      return Optional.of(URI.create(CONTAINER + relative.get()));
    }
    Optional<String> full = environment.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (full.isEmpty()) {
      return Optional.empty();
    }
    URI uri = URI.create(full.get());
    if (!"https".equals(uri.getScheme()) && !NEAR.contains(String.valueOf(uri.getHost()))) {
      throw new RegistryException(
          FailureType.UNAUTHORIZED,
          WHAT,
          "AWS_CONTAINER_CREDENTIALS_FULL_URI leads elsewhere without TLS",
          "such an address is on this machine, or has TLS");
    }
    return Optional.of(uri);
  }

  private Map<String, String> authorization() throws RegistryException {
    String named = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    Optional<String> file = environment.variable(named);
    String token =
        file.isPresent()
            ? environment.file(named, file.get(), WHAT)
            : environment.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN").orElse("");
    return token.isEmpty() ? Map.of() : Map.of("Authorization", token);
  }

  private Optional<Renewed.Lease<AwsKeys>> fromMetadata() throws RegistryException {
    URI base =
        URI.create(environment.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT").orElse(METADATA));
    Request first =
        new Request(
            Method.PUT,
            base.resolve("/latest/api/token"),
            Map.of("X-aws-ec2-metadata-token-ttl-seconds", "21600"),
            "");
    Optional<Answer> token = environment.http().askMachine(first, WHAT);
    if (token.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> header =
        Map.of("X-aws-ec2-metadata-token", required(token, first.uri()).body().strip());
    URI roles = base.resolve(ROLES);
    Optional<Answer> named = environment.http().askMachine(Request.get(roles, header), WHAT);
    if (named.filter(answer -> answer.status() == 404).isPresent()) {
      return Optional.empty(); // the machine has no role
    }
    String role = required(named, roles).body().strip().lines().findFirst().orElse("");
    URI keys = base.resolve(ROLES + role);
    return Optional.of(lease(environment.http().askMachine(Request.get(keys, header), WHAT), keys));
  }

  private static Answer required(Optional<Answer> answer, URI from) throws RegistryException {
    if (answer.isEmpty()) {
      throw new RegistryException(
          FailureType.UNAVAILABLE,
          WHAT,
          from.getHost() + " did not answer",
          "it is tried again by itself");
    }
    if (!answer.get().isSuccess()) {
      throw CloudErrors.answered(answer.get(), from, WHAT, HINT);
    }
    return answer.get();
  }

  private static Renewed.Lease<AwsKeys> lease(Optional<Answer> answer, URI from)
      throws RegistryException {
    JsonNode json = Json.read(required(answer, from).body());
    String id = json.path("AccessKeyId").asText();
    String secret = json.path("SecretAccessKey").asText();
    try {
      if (id.isEmpty() || secret.isEmpty()) {
        throw CloudErrors.unusable(from, WHAT);
      }
      return new Renewed.Lease<>(
          new AwsKeys(id, secret, json.path("Token").asText()),
          Instant.parse(json.path("Expiration").asText()));
    } catch (DateTimeParseException e) {
      throw CloudErrors.unusable(from, WHAT);
    }
  }
}
