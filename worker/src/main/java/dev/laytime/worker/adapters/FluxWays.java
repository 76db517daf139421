package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.flux.FluxAccess;
import dev.laytime.activities.crd.flux.FluxCertificates;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.PemTexts;
import dev.laytime.activities.registry.client.PullSecretText;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.SourceWay;
import dev.laytime.activities.registry.client.SourceWays;
import dev.laytime.activities.registry.cloud.Cloud;
import dev.laytime.activities.registry.cloud.CloudLogins;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Repository;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How the sources of Flux's image repositories are asked: with the pull secret of the very object,
 * with the identity that the worker has in the cloud whose registry it is, else as nobody. None of
 * the worker's other logins is lent to whoever may write such an object.
 */
final class FluxWays implements SourceWays {

  /** For so long an object is believed to say what it said. */
  private static final Duration HOLDS = Duration.ofSeconds(30);

  private static final String NOBODY = "nobody";

  private final Rounds.Way cluster;
  private final Set<String> secrets;
  private final CloudLogins clouds;
  private final Predicate<RepositoryPrefix> inStage;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** Never the same twice: an object that was made again is another. */
  private final AtomicInteger versions = new AtomicInteger();

  /**
   * @param secrets those that may be read, as {@code NAMESPACE/NAME}
   * @param inStage whether the copy of a source is in a stage, whose lives bring it as the worker
   */
  FluxWays(
      Rounds.Way cluster,
      Set<String> secrets,
      CloudLogins clouds,
      Predicate<RepositoryPrefix> inStage,
      InstantSource clock) {
    this.cluster = cluster;
    this.secrets = Set.copyOf(secrets);
    this.clouds = clouds;
    this.inStage = inStage;
    this.clock = clock;
  }

  /** The ways of a worker that does not know Flux's objects. */
  static Optional<SourceWay> none(String mirror, Repository source) throws RegistryException {
    if (FluxAccess.isOf(mirror)) {
      throw unknown(mirror, "this worker has no adapters.imagerepo-mirror, and lends no login");
    }
    return Optional.empty();
  }

  @Override
  public Optional<SourceWay> of(String mirror, Repository source) throws RegistryException {
    if (!FluxAccess.isOf(mirror)) {
      return Optional.empty();
    }
    Known its = known.computeIfAbsent(mirror, _ -> new Known());
    FluxAccess access = its.now(mirror);
    if (!access.source().registry().equals(source.registry())
        || !access.source().path().equals(source.path())) {
      throw unknown(mirror, "its object names %s by now".formatted(access.source()));
    }
    return Optional.of(way(mirror, its, access));
  }

  private SourceWay way(String mirror, Known its, FluxAccess access) {
    String host = access.source().registry();
    @Nullable Boolean insecure = access.insecure() ? true : null;
    @Nullable PemTexts tls = texts(access.certificates());
    Object edition = its.edition();
    if (!access.secret().isEmpty()) {
      Credentials pulling = new PullSecretText("the pull secret of " + mirror, host, its::secret);
      return new SourceWay(mirror, edition, pulling, insecure, tls);
    }
    Optional<Cloud> cloud = lent(access, host);
    // No cloud's registry is without TLS: its identity is not shown in clear.
    Credentials shown = cloud.map(each -> clouds.ifAny(each, host, null)).orElse(Credentials.NONE);
    @Nullable Boolean plain = cloud.isPresent() ? null : insecure;
    if (tls != null) {
      return new SourceWay(mirror, edition, shown, plain, tls);
    }
    return new SourceWay(cloud.map(each -> "cloud " + each.text()).orElse(NOBODY), shown, plain);
  }

  private static @Nullable PemTexts texts(@Nullable FluxCertificates found) {
    return found == null
        ? null
        : new PemTexts("Secret " + found.secret(), found.ca(), found.certificate(), found.key());
  }

  /**
   * What is found with an identity that nobody asked for is brought with it as well: a life in a
   * stage brings it as the worker, and would be refused what was found.
   */
  private Optional<Cloud> lent(FluxAccess access, String host) {
    Optional<Cloud> cloud = cloud(access.provider(), host);
    return cloud.isPresent() && access.isGeneric() && inStage.test(access.source())
        ? Optional.empty()
        : cloud;
  }

  /** An object is gone: nobody has what it said. */
  void leave(String mirror) {
    Known its = known.remove(mirror);
    if (its != null) {
      its.clear();
    }
  }

  /**
   * The cloud whose identity is shown: what the object says and what the host is must agree. For
   * Google's hosts nobody had to say so.
   */
  private static Optional<Cloud> cloud(String provider, String host) {
    Cloud said =
        switch (provider.toLowerCase(Locale.ROOT)) {
          case "aws" -> Cloud.ECR;
          case "azure" -> Cloud.ACR;
          default -> Cloud.GOOGLE;
        };
    return said.has(host) ? Optional.of(said) : Optional.empty();
  }

  private static RegistryException unknown(String mirror, String said) {
    return new RegistryException(
        FailureType.UNAVAILABLE,
        "find out how the source of %s is asked".formatted(mirror),
        said,
        "it is tried again by itself");
  }

  /**
   * What one object said.
   *
   * @param access null where that has to be read
   * @param until when it has to be read again
   * @param edition its secret, which connections keep asking for
   * @param seen the last that it is known to have said
   * @param version another whenever that is another
   */
  private record Said(
      @Nullable FluxAccess access,
      Instant until,
      PullSecretText.Edition edition,
      @Nullable FluxAccess seen,
      int version) {

    private static final Said NOTHING =
        new Said(null, Instant.MIN, new PullSecretText.Edition(0, ""), null, 0);

    Said unknown() {
      return new Said(null, Instant.MIN, edition, seen, version);
    }

    Said gone(PullSecretText.Edition none) {
      return new Said(null, Instant.MIN, none, seen, version);
    }

    Said now(FluxAccess fresh, Instant until, PullSecretText.Edition secret, IntSupplier next) {
      return new Said(fresh, until, secret, fresh, fresh.equals(seen) ? version : next.getAsInt());
    }
  }

  /** What one object said last. */
  private final class Known {

    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicReference<Said> last = new AtomicReference<>(Said.NOTHING);

    int edition() {
      return last.get().version();
    }

    PullSecretText.Edition secret() {
      return last.get().edition();
    }

    /** Whoever still holds a way finds no secret there. */
    void clear() {
      last.updateAndGet(said -> said.gone(edition("")));
    }

    FluxAccess now(String mirror) throws RegistryException {
      turn.lock();
      try {
        Said before = last.get();
        if (before.access() != null && clock.instant().isBefore(before.until())) {
          return before.access();
        }
        // While nobody can tell what it says, nobody has what it said.
        last.set(before.unknown());
        FluxAccess fresh = read(mirror);
        last.set(
            before.now(
                fresh,
                clock.instant().plus(HOLDS),
                edition(fresh.secret()),
                versions::incrementAndGet));
        return fresh;
      } finally {
        turn.unlock();
      }
    }

    private PullSecretText.Edition edition(String text) {
      PullSecretText.Edition before = secret();
      return text.equals(before.text())
          ? before
          : new PullSecretText.Edition(versions.incrementAndGet(), text);
    }

    private FluxAccess read(String mirror) throws RegistryException {
      try (ObjectApi api = cluster.open()) {
        Optional<FluxAccess> found = FluxAccess.read(api, mirror, secrets);
        if (found.isEmpty()) {
          clear();
          known.remove(mirror, this);
          throw unknown(mirror, "its object is gone");
        }
        return found.get();
      } catch (RegistryException e) {
        throw e;
      } catch (IOException e) {
        throw unknown(mirror, String.valueOf(e.getMessage()));
      }
    }
  }
}
