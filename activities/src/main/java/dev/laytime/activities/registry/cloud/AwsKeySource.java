package dev.laytime.activities.registry.cloud;

import dev.laytime.activities.registry.client.RegistryException;
import java.time.Duration;
import java.util.Optional;

/**
 * The keys that AWS gave this process, sought where AWS's own libraries seek them: in variables of
 * the environment, by a web identity, at a container's address, at the machine's.
 *
 * @param sts the host of the token service that is asked
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html">AWS
 *     SDKs, standardized credential providers</a>
 */
record AwsKeySource(CloudEnvironment environment, String sts) implements Renewed.Source<AwsKeys> {

  /** Keys without an end are read again all the same. */
  private static final Duration UNENDING = Duration.ofHours(1);

  @Override
  public Optional<Renewed.Lease<AwsKeys>> fetch() throws RegistryException {
    Optional<Renewed.Lease<AwsKeys>> own = fromVariables();
    if (own.isPresent()) {
      return own;
    }
    Optional<Renewed.Lease<AwsKeys>> assumed = new WebIdentity(environment, sts).fetch();
    return assumed.isPresent() ? assumed : new MachineKeys(environment).fetch();
  }

  private Optional<Renewed.Lease<AwsKeys>> fromVariables() {
    Optional<String> id = environment.variable("AWS_ACCESS_KEY_ID");
    Optional<String> secret = environment.variable("AWS_SECRET_ACCESS_KEY");
    if (id.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    String session = environment.variable("AWS_SESSION_TOKEN").orElse("");
    return Optional.of(
        new Renewed.Lease<>(
            new AwsKeys(id.get(), secret.get(), session),
            environment.clock().instant().plus(UNENDING)));
  }
}
