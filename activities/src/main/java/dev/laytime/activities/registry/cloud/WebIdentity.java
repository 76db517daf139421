package dev.laytime.activities.registry.cloud;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.ServiceHttp.Answer;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys for a role, against the token of a service account: what EKS calls IRSA.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">AWS
 *     STS, AssumeRoleWithWebIdentity</a>
 */
record WebIdentity(CloudEnvironment environment, String host) {

  private static final String FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";

  /** Empty where this process has no role or no token. */
  Optional<Renewed.Lease<AwsKeys>> fetch() throws RegistryException {
    Optional<String> role = environment.variable("AWS_ROLE_ARN");
    Optional<String> file = environment.variable(FILE);
    if (role.isEmpty() || file.isEmpty()) {
      return Optional.empty();
    }
    String what = "get keys of AWS as " + role.get();
    URI sts = AwsEndpoints.of("STS", host, environment);
    Form form =
        new Form()
            .with("Action", "AssumeRoleWithWebIdentity")
            .with("Version", "2011-06-15")
            .with("RoleArn", role.get())
            .with(
                "RoleSessionName", environment.variable("AWS_ROLE_SESSION_NAME").orElse("laytime"))
            .with("WebIdentityToken", environment.file(FILE, file.get(), what));
    Answer answer = environment.http().ask(form.to(sts, "text/xml"), what);
    if (!answer.isSuccess()) {
      throw CloudErrors.answered(
          answer, sts, what, "let the role trust this service account, by its trust policy");
    }
    return Optional.of(lease(answer.body(), sts, what));
  }

  private static Renewed.Lease<AwsKeys> lease(String xml, URI sts, String what)
      throws RegistryException {
    try {
      String id = element("AccessKeyId", xml);
      String secret = element("SecretAccessKey", xml);
      String session = element("SessionToken", xml);
      Instant end = Instant.parse(element("Expiration", xml));
      if (id.isEmpty() || secret.isEmpty() || session.isEmpty()) {
        throw CloudErrors.unusable(sts, what);
      }
      return new Renewed.Lease<>(new AwsKeys(id, secret, session), end);
    } catch (DateTimeParseException e) {
      throw CloudErrors.unusable(sts, what);
    }
  }

  /** The values are of letters, digits and signs that XML leaves as they are. */
  private static String element(String name, String xml) {
    Matcher matcher = Pattern.compile("<%s>([^<]*)</%1$s>".formatted(name)).matcher(xml);
    return matcher.find() ? matcher.group(1).strip() : "";
  }
}
