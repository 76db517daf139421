package dev.laytime.activities.registry.cloud;

import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.MissingRepositories;
import dev.laytime.activities.registry.client.Proxies;
import dev.laytime.activities.registry.client.ServiceHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Who this process is to the registries of clouds. Nothing is looked up before a registry asks, and
 * what one cloud gave is shown to its own hosts alone.
 */
public final class CloudLogins {

  static final String HINT_AWS =
      "give it keys by AWS_ACCESS_KEY_ID, a role by AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE,"
          + " EKS's pod identity, or the machine's role";

  private static final String HINT_GOOGLE =
      "set GOOGLE_APPLICATION_CREDENTIALS, or run it with a workload identity";

  private static final String HINT_AZURE =
      "set AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE, as the webhook of"
          + " workload identity does";

  private static final String PUBLIC_REGION = "us-east-1";

  private final CloudEnvironment environment;
  private final ConcurrentMap<String, Renewed<AwsKeys>> keys = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Renewed<Credential>> tokens = new ConcurrentHashMap<>();

  private CloudLogins(CloudEnvironment environment) {
    this.environment = environment;
  }

  /** By what stands in an environment. */
  public static CloudLogins fromEnvironment(Map<String, String> variables) {
    return of(variables, InstantSource.system());
  }

  static CloudLogins of(Map<String, String> variables, InstantSource clock) {
    ServiceHttp http = new ServiceHttp(Proxies.fromEnvironment(variables));
    return new CloudLogins(new CloudEnvironment(variables, http, clock));
  }

  /**
   * For a registry that a person said to be the cloud's: where this process has no identity, the
   * registry cannot be asked.
   *
   * @param host one that the cloud {@link Cloud#has}
   * @param endpoint where its API is; null for at its host
   */
  public Credentials required(Cloud cloud, String host, @Nullable URI endpoint) {
    return new CloudCredentials(token(cloud, host, endpoint), host, hint(cloud), true);
  }

  /**
   * For a registry that may be asked by anybody: where this process has no identity, it is asked
   * without.
   *
   * @param endpoint where its API is; null for at its host
   */
  public Credentials ifAny(Cloud cloud, String host, @Nullable URI endpoint) {
    return new CloudCredentials(token(cloud, host, endpoint), host, hint(cloud), false);
  }

  /** Creates what a private registry of ECR lacks; empty for any other host. */
  public Optional<MissingRepositories> repositories(String host) {
    return EcrRegistry.of(host)
        .map(registry -> new EcrRepositories(api(registry), registry.account()));
  }

  private Renewed<Credential> token(Cloud cloud, String host, @Nullable URI endpoint) {
    return switch (cloud) {
      case GOOGLE -> shared("google", new GoogleTokens(environment));
      case ACR -> {
        URI base = endpoint == null ? URI.create("https://" + host) : endpoint;
        yield shared("acr " + host + " " + base, new AcrTokens(environment, host, base));
      }
      case ECR -> {
        Optional<EcrRegistry> registry = EcrRegistry.of(host);
        AwsApi api = registry.isPresent() ? api(registry.get()) : publicApi();
        yield shared("ecr " + api.endpoint(), new EcrTokens(api));
      }
    };
  }

  private Renewed<Credential> shared(String name, Renewed.Source<Credential> source) {
    return tokens.computeIfAbsent(name, _ -> new Renewed<>(source, environment.clock()));
  }

  private AwsApi api(EcrRegistry registry) {
    return new AwsApi(
        environment,
        AwsEndpoints.of("ECR", registry.api(), environment),
        new AwsSignature(registry.region(), "ecr"),
        "AmazonEC2ContainerRegistry_V20150921",
        keys(registry.sts()));
  }

  private AwsApi publicApi() {
    return new AwsApi(
        environment,
        AwsEndpoints.of("ECR_PUBLIC", "api.ecr-public.us-east-1.amazonaws.com", environment),
        new AwsSignature(PUBLIC_REGION, "ecr-public"),
        "SpencerFrontendService",
        keys("sts.us-east-1.amazonaws.com"));
  }

  /** A registry's own region has a token service, and needs no way out of it. */
  private Renewed<AwsKeys> keys(String sts) {
    return keys.computeIfAbsent(
        sts, _ -> new Renewed<>(new AwsKeySource(environment, sts), environment.clock()));
  }

  private static String hint(Cloud cloud) {
    return switch (cloud) {
      case ECR -> HINT_AWS;
      case GOOGLE -> HINT_GOOGLE;
      case ACR -> HINT_AZURE;
    };
  }
}
