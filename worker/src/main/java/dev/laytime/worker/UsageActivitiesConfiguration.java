package dev.laytime.worker;

import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Proxies;
import dev.laytime.activities.source.DirectoryTree;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.GitSettings;
import dev.laytime.activities.source.GitSource;
import dev.laytime.activities.usage.UsageActivitiesImpl;
import dev.laytime.activities.usage.cluster.ClusterSource;
import dev.laytime.activities.usage.manifests.ManifestSettings;
import dev.laytime.activities.usage.manifests.ManifestSource;
import dev.laytime.activities.usage.manifests.ValuesRule;
import dev.laytime.activity.UsageActivities;
import dev.laytime.ledger.Scans;
import dev.laytime.usage.FileTree;
import dev.laytime.usage.SourceOfUse;
import dev.laytime.worker.adapters.ClusterObjects;
import dev.laytime.worker.configuration.ClusterProperties;
import dev.laytime.worker.configuration.GitProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.SourceProperties;
import dev.laytime.worker.ledger.ObjectRegistration;
import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the configured sources of use to what reads them. */
@Configuration(proxyBeanMethods = false)
class UsageActivitiesConfiguration {

  private static final Duration FETCH = Duration.ofMinutes(10);

  @Bean
  UsageActivities usageActivities(
      LaytimeProperties properties, Proxies proxies, Scans scans, ObjectRegistration registration) {
    Map<String, SourceOfUse> configured =
        properties.sources().stream()
            .collect(
                Collectors.toMap(
                    SourceProperties::requiredName,
                    source -> source(source, properties, through(proxies))));
    if (!properties.customResources().enabled()) {
      return new UsageActivitiesImpl(configured, scans);
    }
    ClusterProperties cluster = Objects.requireNonNull(properties.ownKindsCluster().cluster());
    ObjectSources objects =
        new ObjectSources(
            registration,
            () -> new ClusterObjects(cluster.api(properties::resolve)),
            name -> cache(name, properties),
            through(proxies),
            properties.customResources().namespacesInside());
    return new UsageActivitiesImpl(
        name -> Optional.ofNullable(configured.get(name)).or(() -> objects.find(name)), scans);
  }

  /** For whatever else talks to Git. */
  @Bean
  GitProxies gitProxies(Proxies proxies) {
    return through(proxies);
  }

  /** The same proxies as on the way to registries. */
  static GitProxies through(Proxies proxies) {
    return server -> proxies.to(server).map(UsageActivitiesConfiguration::gitProxy);
  }

  private static GitProxies.GitProxy gitProxy(Proxies.Proxy proxy) {
    Credential.UsernamePassword login = proxy.login();
    return new GitProxies.GitProxy(
        proxy.host(),
        proxy.port(),
        login == null
            ? null
            : new PasswordAuthentication(login.username(), login.password().toCharArray()));
  }

  private static SourceOfUse source(
      SourceProperties source, LaytimeProperties properties, GitProxies proxies) {
    ClusterProperties cluster = source.cluster();
    if (cluster != null) {
      return new ClusterSource(
          source.requiredName(), cluster.connector(properties::resolve), cluster.settings());
    }
    try {
      ManifestSettings settings =
          new ManifestSettings(
              source.irrelevant(),
              source.values().stream()
                  .map(values -> new ValuesRule(values.files(), values.images()))
                  .toList());
      return new ManifestSource(
          source.requiredName(), trees(source, properties, proxies), settings);
    } catch (IllegalArgumentException e) {
      throw new RefusedToStartException(
          "use source '%s'".formatted(source.requiredName()),
          String.valueOf(e.getMessage()),
          "correct it; docs/reference/configuration.md lists every key",
          e);
    }
  }

  private static Function<Runnable, FileTree> trees(
      SourceProperties source, LaytimeProperties properties, GitProxies proxies) {
    String directory = source.directory();
    GitProperties git = source.git();
    if (git != null) {
      return new GitSource(settings(git, source.requiredName(), properties), proxies)::open;
    }
    if (directory == null) {
      throw new IllegalStateException("A source has a directory or a Git repository");
    }
    Path path = properties.resolve(directory);
    return _ -> DirectoryTree.open(path);
  }

  private static GitSettings settings(
      GitProperties git, String source, LaytimeProperties properties) {
    String passwordFile = git.passwordFile();
    return new GitSettings(
        URI.create(git.requiredUrl()),
        git.branch(),
        git.path(),
        git.username(),
        passwordFile == null ? null : properties.resolve(passwordFile),
        cache(source, properties),
        FETCH);
  }

  private static Path cache(String source, LaytimeProperties properties) {
    Optional<Path> state = properties.stateDirectory();
    if (state.isPresent()) {
      return state.get().resolve("git").resolve(source);
    }
    try {
      return Files.createTempDirectory("laytime-git-");
    } catch (IOException e) {
      throw new RefusedToStartException(
          "fetch source '%s'".formatted(source),
          e.toString(),
          "set laytime.state to a directory that can be written",
          e);
    }
  }
}
