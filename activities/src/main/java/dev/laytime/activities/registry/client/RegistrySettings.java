package dev.laytime.activities.registry.client;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one registry is reached.
 *
 * @param host as it stands in references, as in {@code docker.io} or {@code localhost:5000}
 * @param endpoint where its API is, where that is not {@code https://host}: scheme, host and port
 * @param insecure whether it is spoken to without TLS; null for only if it is on this machine
 * @param allowPrivate whether it, and where it sends us, may be at private addresses although it
 *     was seen at a public one
 * @param deleteTimeout how long one DELETE may take in all, at most 90 s
 * @param requestInterval from one request to the next by the same login, of all workers together;
 *     zero for no bound
 * @param trust for how long a tag that a copy wrote or looked at is taken for unchanged while it is
 *     listed; zero for never
 * @param credentials who we are there; where they have none, and for null, as everywhere else
 * @param tls how TLS is spoken to it
 * @param tagListing where its tags are listed
 * @param missing creates repositories that are written to and not there; null for nobody
 */
public record RegistrySettings(
    String host,
    @Nullable URI endpoint,
    @Nullable Boolean insecure,
    boolean allowPrivate,
    Duration deleteTimeout,
    Duration requestInterval,
    Duration trust,
    @Nullable Credentials credentials,
    TlsFiles tls,
    TagApi tagListing,
    @Nullable MissingRepositories missing) {

  /** Below the two minutes of a removal: no request outlives the one who sent it. */
  public static final Duration LONGEST_DELETE = Duration.ofSeconds(90);

  /** Longer than that a process does not remember what it saw. */
  public static final Duration LONGEST_TRUST = Duration.ofDays(7);

  /**
   * @throws IllegalArgumentException if the timeout is not positive or too long, the interval
   *     negative, or the trust negative or too long
   */
  public RegistrySettings {
    if (!deleteTimeout.isPositive() || deleteTimeout.compareTo(LONGEST_DELETE) > 0) {
      throw new IllegalArgumentException(
          "delete-timeout: expected more than 0 and at most 90 s, not " + deleteTimeout);
    }
    if (requestInterval.isNegative()) {
      throw new IllegalArgumentException("An interval is not negative: " + requestInterval);
    }
    if (trust.isNegative() || trust.compareTo(LONGEST_TRUST) > 0) {
      throw new IllegalArgumentException("trust-tags: expected at most 7d, not " + trust);
    }
  }

  /** One whose DELETEs may take as long as any, and that is asked as fast as it answers. */
  public RegistrySettings(String host, @Nullable URI endpoint, @Nullable Boolean insecure) {
    this(host, endpoint, insecure, LONGEST_DELETE, Duration.ZERO);
  }

  /** One with neither credentials nor files of its own. */
  public RegistrySettings(
      String host,
      @Nullable URI endpoint,
      @Nullable Boolean insecure,
      Duration deleteTimeout,
      Duration requestInterval) {
    this(
        host,
        endpoint,
        insecure,
        false,
        deleteTimeout,
        requestInterval,
        Duration.ZERO,
        null,
        TlsFiles.NONE,
        TagApi.OCI,
        null);
  }

  /**
   * The host that credentials for it are kept under: where it is said to be elsewhere, the host
   * there, since one registry's password is none of another's business.
   */
  public String login() {
    return endpoint == null ? host : endpoint.getAuthority();
  }

  /** The same, which may move inside or not, and lead there. */
  public RegistrySettings allowingPrivate(boolean whether) {
    return new RegistrySettings(
        host,
        endpoint,
        insecure,
        whether,
        deleteTimeout,
        requestInterval,
        trust,
        credentials,
        tls,
        tagListing,
        missing);
  }

  /** The same, with credentials of its own. */
  public RegistrySettings as(@Nullable Credentials own) {
    return new RegistrySettings(
        host,
        endpoint,
        insecure,
        allowPrivate,
        deleteTimeout,
        requestInterval,
        trust,
        own,
        tls,
        tagListing,
        missing);
  }

  /** The same, whose tags are trusted for so long. */
  public RegistrySettings trusted(Duration howLong) {
    return new RegistrySettings(
        host,
        endpoint,
        insecure,
        allowPrivate,
        deleteTimeout,
        requestInterval,
        howLong,
        credentials,
        tls,
        tagListing,
        missing);
  }

  /** The same, with files of its own for TLS. */
  public RegistrySettings with(TlsFiles files) {
    return new RegistrySettings(
        host,
        endpoint,
        insecure,
        allowPrivate,
        deleteTimeout,
        requestInterval,
        trust,
        credentials,
        files,
        tagListing,
        missing);
  }

  /** The same, whose tags are listed there. */
  public RegistrySettings listedBy(TagApi api) {
    return new RegistrySettings(
        host,
        endpoint,
        insecure,
        allowPrivate,
        deleteTimeout,
        requestInterval,
        trust,
        credentials,
        tls,
        api,
        missing);
  }

  /** The same, whose missing repositories somebody creates. */
  public RegistrySettings creating(@Nullable MissingRepositories creator) {
    return new RegistrySettings(
        host,
        endpoint,
        insecure,
        allowPrivate,
        deleteTimeout,
        requestInterval,
        trust,
        credentials,
        tls,
        tagListing,
        creator);
  }
}
