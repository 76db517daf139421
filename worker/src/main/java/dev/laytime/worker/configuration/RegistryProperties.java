package dev.laytime.worker.configuration;

import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.PasswordFile;
import dev.laytime.activities.registry.client.PullSecret;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activities.registry.client.TagApi;
import dev.laytime.activities.registry.client.TlsFiles;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one registry is reached.
 *
 * @param host as it stands in references, as in {@code docker.io} or {@code localhost:5000}
 * @param endpoint where its API is: scheme, host and port; null for {@code https://host}
 * @param insecure whether it is spoken to without TLS; null for only if it is on this machine
 * @param allowPrivate whether it, and where it sends us, may be at private addresses although it
 *     was seen at a public one
 * @param deleteTimeout how long one DELETE may take in all, at most 90 s
 * @param requestsPerSecond how many requests one login may send, from all workers together: above 0
 *     and at most 10,000; null for as many as the registry lets us
 * @param trustTags for how long a tag that a copy wrote or looked at is taken for unchanged while
 *     it is listed: at most 7 days, 0 for never
 * @param username who we are there; null for whom Docker's configuration and its like say
 * @param passwordFile holds the password or token; relative to the configuration file
 * @param pullSecret a Kubernetes pull secret as a file or directory; relative to the configuration
 *     file
 * @param login the cloud whose token is shown, as in {@code ecr}: that of the process; null for
 *     none
 * @param createRepositories whether repositories that are written to and not there are created:
 *     only with {@code ecr}
 * @param ca PEM file of authorities that are trusted besides the system's; relative to the
 *     configuration file
 * @param clientCert PEM file of the certificate that we show; relative to the configuration file
 * @param clientKey PEM file of its key; relative to the configuration file
 * @param tagListing where tags are listed: {@code oci}, {@code quay}, {@code docker-hub} or {@code
 *     ecr-public}
 */
public record RegistryProperties(
    @Nullable String host,
    @Nullable String endpoint,
    @Nullable Boolean insecure,
    @DefaultValue("false") boolean allowPrivate,
    @DefaultValue("90s") Duration deleteTimeout,
    @Nullable Double requestsPerSecond,
    @DefaultValue("0s") Duration trustTags,
    @Nullable String username,
    @Nullable String passwordFile,
    @Nullable String pullSecret,
    @Nullable String login,
    @DefaultValue("false") boolean createRepositories,
    @Nullable String ca,
    @Nullable String clientCert,
    @Nullable String clientKey,
    @DefaultValue("oci") String tagListing) {

  private static final double MOST_REQUESTS = 10_000;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /**
   * @throws IllegalArgumentException if a value is not of its form
   */
  public RegistryProperties {
    requireHost(host);
    endpoint = endpoint == null || endpoint.isBlank() ? null : endpoint.strip();
    if (endpoint != null) {
      requireEndpoint(endpoint);
    }
    if (requestsPerSecond != null
        && !(requestsPerSecond > 0 && requestsPerSecond <= MOST_REQUESTS)) {
      throw new IllegalArgumentException(
          "requests-per-second: expected more than 0 and at most 10000, as in 5 or 0.5, not "
              + requestsPerSecond);
    }
    if (trustTags.isNegative() || trustTags.compareTo(RegistrySettings.LONGEST_TRUST) > 0) {
      throw new IllegalArgumentException(
          "trust-tags: expected a time up to 7d, as in 1h, or 0s, not " + trustTags);
    }
    username = Require.optional(username);
    passwordFile = Require.optional(passwordFile);
    pullSecret = Require.optional(pullSecret);
    requireOneLogin(username, passwordFile, pullSecret);
    login = Require.optional(login);
    CloudLogin.check(host, login, username != null || pullSecret != null, createRepositories);
    ca = Require.optional(ca);
    clientCert = Require.optional(clientCert);
    clientKey = Require.optional(clientKey);
    requireBoth(clientCert, clientKey);
    boolean plain = isTrue(insecure) || (endpoint != null && endpoint.startsWith("http:"));
    if (plain && (ca != null || clientCert != null)) {
      throw new IllegalArgumentException(
          "ca, client-cert: expected only for a registry that is spoken to over TLS");
    }
    var _ = Require.oneOf("tag-listing", tagListing, TagApi.class);
  }

  /**
   * The same, as the registry client takes it.
   *
   * @param resolve makes paths absolute
   */
  RegistrySettings settings(Function<String, Path> resolve) {
    return new RegistrySettings(
            requireHost(host),
            endpoint == null ? null : requireEndpoint(endpoint),
            insecure,
            deleteTimeout,
            interval(requestsPerSecond))
        .allowingPrivate(allowPrivate)
        .trusted(trustTags)
        .listedBy(Require.oneOf("tag-listing", tagListing, TagApi.class))
        .as(credentials(resolve))
        .with(new TlsFiles(path(ca, resolve), path(clientCert, resolve), path(clientKey, resolve)))
        .creating(createRepositories ? CloudLogin.creating(requireHost(host)) : null);
  }

  private @Nullable Credentials credentials(Function<String, Path> resolve) {
    if (login != null) {
      return CloudLogin.credentials(
          login, requireHost(host), endpoint == null ? null : requireEndpoint(endpoint));
    }
    if (username != null && passwordFile != null) {
      return new PasswordFile(username, resolve.apply(passwordFile));
    }
    return pullSecret == null ? null : new PullSecret(resolve.apply(pullSecret));
  }

  private static @Nullable Path path(@Nullable String text, Function<String, Path> resolve) {
    return text == null ? null : resolve.apply(text);
  }

  private static boolean isTrue(@Nullable Boolean value) {
    return value != null && value;
  }

  private static void requireBoth(@Nullable String clientCert, @Nullable String clientKey) {
    if ((clientCert == null) != (clientKey == null)) {
      throw new IllegalArgumentException(
          "client-cert: expected with client-key, or neither of them");
    }
  }

  private static void requireOneLogin(
      @Nullable String username, @Nullable String passwordFile, @Nullable String pullSecret) {
    if ((username == null) != (passwordFile == null)) {
      throw new IllegalArgumentException(
          "username: expected with password-file, or neither of them");
    }
    if (username != null && pullSecret != null) {
      throw new IllegalArgumentException(
          "pull-secret: expected without username and password-file, or they without it");
    }
    if (username != null && username.indexOf(':') >= 0) {
      throw new IllegalArgumentException("username: expected a name without a colon");
    }
  }

  private static Duration interval(@Nullable Double perSecond) {
    return perSecond == null
        ? Duration.ZERO
        : Duration.ofNanos(Math.round(Duration.ofSeconds(1).toNanos() / perSecond));
  }

  private static String requireHost(@Nullable String host) {
    if (host == null || host.isBlank()) {
      throw new IllegalArgumentException("host: expected a registry's name, as in docker.io");
    }
    try {
      return new Repository(host, "any").registry();
    } catch (InvalidReferenceException e) {
      throw new IllegalArgumentException("host: " + e.getMessage());
    }
  }

  private static URI requireEndpoint(String text) {
    URI uri = parse(text);
    boolean bare =
        uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && uri.getRawUserInfo() == null
            && (uri.getRawPath() == null || uri.getRawPath().isEmpty());
    if (!bare || uri.getHost() == null || !SCHEMES.contains(uri.getScheme())) {
      throw badEndpoint(null);
    }
    return uri;
  }

  private static URI parse(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw badEndpoint(e);
    }
  }

  /** The text itself is not shown: a password may stand in it. */
  private static IllegalArgumentException badEndpoint(@Nullable Throwable cause) {
    return new IllegalArgumentException(
        "endpoint: expected http:// or https:// with host and port alone,"
            + " as in http://127.0.0.1:5000",
        cause);
  }
}
