package dev.laytime.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.SecretReader;
import dev.laytime.activities.crd.own.ClusterSpec;
import dev.laytime.activities.crd.own.GitSpec;
import dev.laytime.activities.crd.own.ObservedSource;
import dev.laytime.activities.crd.own.SecretKeySpec;
import dev.laytime.activities.registry.client.HostGuard;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.GitSettings;
import dev.laytime.activities.source.GitSource;
import dev.laytime.activities.usage.cluster.ClusterSettings;
import dev.laytime.activities.usage.cluster.ClusterSource;
import dev.laytime.activities.usage.cluster.KubernetesApi;
import dev.laytime.activities.usage.cluster.ListingBounds;
import dev.laytime.activities.usage.cluster.ServerCheck;
import dev.laytime.activities.usage.manifests.ManifestSettings;
import dev.laytime.activities.usage.manifests.ManifestSource;
import dev.laytime.usage.Listing;
import dev.laytime.usage.SourceOfUse;
import dev.laytime.worker.adapters.ObservedSources;
import dev.laytime.worker.ledger.ObjectRegistration;
import dev.laytime.worker.ledger.ObjectSettings.ObjectSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** Sources of use that objects in a cluster say, each with the Secret of its own namespace. */
final class ObjectSources {

  private static final Logger log = LoggerFactory.getLogger(ObjectSources.class);
  private static final Duration FETCH = Duration.ofMinutes(10);

  /** The newest commit's manifests, not a repository's history. */
  private static final long MOST_OF_A_TENANT = 100L * 1024 * 1024;

  private final ObjectRegistration registration;
  private final Way way;
  private final Function<String, Path> caches;
  private final GitProxies proxies;
  private final Set<String> inside;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** Opens a way to the cluster that has the objects. */
  interface Way {
    ObjectApi open() throws IOException;
  }

  private record Known(ObservedSource observed, SourceOfUse source, @Nullable Path cache) {}

  /**
   * @param caches where what is fetched for a source is kept, by the source's name
   * @param inside tenants' namespaces whose sources may lead to private addresses
   */
  ObjectSources(
      ObjectRegistration registration,
      Way way,
      Function<String, Path> caches,
      GitProxies proxies,
      Set<String> inside) {
    this.inside = Set.copyOf(inside);
    this.registration = registration;
    this.way = way;
    this.caches = caches;
    this.proxies = proxies;
  }

  /** The source of that name; empty where no object says it. */
  Optional<SourceOfUse> find(String name) {
    Optional<ObjectSource> object = registration.source(name);
    if (object.isEmpty()) {
      forget(name);
      return Optional.empty();
    }
    try {
      return Optional.of(known(ObservedSources.read(object.get().content())).source());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.of(unreadable(name, "what its object says is not understood"));
    }
  }

  private Known known(ObservedSource observed) {
    Known before = known.get(observed.name());
    if (before != null && before.observed().equals(observed)) {
      return before;
    }
    known.keySet().stream()
        .filter(name -> registration.source(name).isEmpty())
        .forEach(this::forget);
    return Objects.requireNonNull(
        known.compute(
            observed.name(),
            (_, now) -> {
              if (now != null && now.observed().equals(observed)) {
                return now;
              }
              discard(now);
              return made(observed);
            }));
  }

  private void forget(String name) {
    known.computeIfPresent(
        name,
        (_, gone) -> {
          discard(gone);
          return null;
        });
  }

  /** Whoever changes an object again and again would fill the disk with what it once named. */
  private static void discard(@Nullable Known gone) {
    if (gone != null && gone.cache() != null) {
      try {
        FileSystemUtils.deleteRecursively(gone.cache());
      } catch (IOException e) {
        log.warn("a cache stays source={} cause={}", gone.observed().name(), e.toString());
      }
    }
  }

  private Known made(ObservedSource observed) {
    ClusterSpec cluster = observed.spec().cluster();
    if (cluster != null) {
      return new Known(observed, source(observed, cluster), null);
    }
    Path cache = caches.apply(observed.name());
    GitSettings settings = settings(observed, Objects.requireNonNull(observed.spec().git()), cache);
    return new Known(
        observed,
        new ManifestSource(
            observed.name(),
            new GitSource(settings, proxies(observed))::open,
            new ManifestSettings(List.of(), List.of())),
        cache);
  }

  private SourceOfUse source(ObservedSource observed, ClusterSpec cluster) {
    return new ClusterSource(
        observed.name(),
        () ->
            KubernetesApi.ofText(
                secret(observed, cluster.secretRef()), cluster.context(), check(observed)),
        new ClusterSettings(cluster.namespaces(), cluster.irrelevantNamespaces(), List.of()),
        observed.isTenants() ? ListingBounds.TENANT : ListingBounds.NONE);
  }

  private ServerCheck check(ObservedSource observed) {
    return observed.isTenants()
        ? new HostGuard(inside.contains(observed.namespace()))::check
        : ServerCheck.NONE;
  }

  /** Asked for each connection. */
  private GitProxies proxies(ObservedSource observed) {
    if (!observed.isTenants()) {
      return proxies;
    }
    HostGuard guard = new HostGuard(inside.contains(observed.namespace()));
    return server -> {
      Optional<GitProxies.GitProxy> proxy = proxies.to(server);
      if (proxy.isPresent()) {
        guard.checkBehindProxy(server.getHost());
      } else {
        guard.check(server.getHost());
      }
      return proxy;
    };
  }

  private GitSettings settings(ObservedSource observed, GitSpec git, Path cache) {
    SecretKeySpec secret = git.secretRef();
    String branch = git.branch();
    String path = git.path();
    return new GitSettings(
        URI.create(Objects.requireNonNull(git.url())),
        branch == null ? "main" : branch,
        path == null ? "" : path,
        git.username(),
        null,
        secret == null ? null : () -> secret(observed, secret),
        cache,
        FETCH,
        observed.isTenants() ? MOST_OF_A_TENANT : GitSettings.UNBOUNDED);
  }

  /** Read at use, and held by whoever asked alone. */
  private String secret(ObservedSource observed, @Nullable SecretKeySpec secret)
      throws IOException {
    try (ObjectApi api = way.open()) {
      return SecretReader.text(
          api,
          observed.namespace(),
          Objects.requireNonNull(Objects.requireNonNull(secret).name()),
          Objects.requireNonNull(secret.key()));
    }
  }

  private static SourceOfUse unreadable(String name, String why) {
    return new SourceOfUse() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Listing list(Runnable pulse) {
        return new Listing("", "", "", List.of(), List.of(why));
      }
    };
  }
}
