package dev.laytime.worker.building;

import dev.laytime.activities.build.BuildActivitiesImpl;
import dev.laytime.activities.build.BuildLines;
import dev.laytime.activities.build.BuildLogs;
import dev.laytime.activities.build.Builder;
import dev.laytime.activities.build.StrategyBuilders;
import dev.laytime.activities.build.StrategyLogs;
import dev.laytime.activities.build.jib.JibBuilder;
import dev.laytime.activities.build.jib.JibLimits;
import dev.laytime.activities.build.job.JobBuilder;
import dev.laytime.activities.build.job.JobLogs;
import dev.laytime.activities.build.job.SourceLimits;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activities.registry.BuildAttestActivitiesImpl;
import dev.laytime.activities.registry.BuildAttestActivitiesImpl.Attester;
import dev.laytime.activities.registry.BuildWorkshop;
import dev.laytime.activities.registry.BuiltImageActivitiesImpl;
import dev.laytime.activities.registry.BuiltImages;
import dev.laytime.activities.registry.ImageStores;
import dev.laytime.activities.source.GitPlace;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activity.BuildActivities;
import dev.laytime.activity.BuildAttestActivities;
import dev.laytime.activity.BuiltImageActivities;
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitRepository;
import dev.laytime.worker.adapters.OwnJobs;
import dev.laytime.worker.configuration.BuildProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.ledger.Builds;
import dev.laytime.worker.ledger.FoundBuilders;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What builds read and push, as configuration says. */
@Configuration(proxyBeanMethods = false)
public class BuildingConfiguration {

  private static final Logger log = LoggerFactory.getLogger(BuildingConfiguration.class);

  /** What configuration says is known to it alone: only there may a file's URL be written. */
  @Bean
  SourceRepositories.Places configuredPlaces(LaytimeProperties properties) {
    Map<GitRepository, GitPlace> places = new HashMap<>();
    for (BuildProperties build : properties.builds()) {
      places.putIfAbsent(build.repository(), build.place(properties::resolve));
    }
    return repository -> Optional.ofNullable(places.get(repository));
  }

  /** What objects say is fetched over https, and by nobody's login. */
  @Bean
  SourceRepositories.Places objectPlaces() {
    return repository ->
        repository.login() == null && repository.url().startsWith("https://")
            ? Optional.of(new GitPlace(GitPlace.url(repository.url()), null))
            : Optional.empty();
  }

  @Bean
  SourceRepositories sourceRepositories(
      LaytimeProperties properties,
      ObjectProvider<SourceRepositories.Places> places,
      GitProxies proxies,
      Builds builds) {
    return new SourceRepositories(
        places.orderedStream().toList(),
        BuildPlaces.directory("sources", properties),
        proxies,
        new SourceRepositories.Keeping(properties.buildSources().bytes(), () -> named(builds)),
        InstantSource.system());
  }

  private static Set<GitRepository> named(Builds builds) {
    return builds.rules().stream()
        .flatMap(each ->
            each.rule().source() instanceof BuildSource.Git(var repository, _, _)
                ? Stream.of(repository)
                : Stream.empty())
        .collect(Collectors.toSet());
  }

  @Bean
  BuildLines buildLines() {
    return new BuildLines();
  }

  /** Where builders are heard. */
  @Bean
  StrategyLogs strategyLogs(LaytimeProperties properties, BuildLines lines, OwnJobs own) {
    Map<BuildStrategy, BuildLogs> logs = new EnumMap<>(BuildStrategy.class);
    logs.put(BuildStrategy.JIB, lines);
    if (properties.builders().enabled()) {
      String namespace = properties.builderSettings().namespace();
      Jobs jobs = own.in(properties.cluster(properties.builders()));
      for (BuildStrategy strategy : List.of(BuildStrategy.KANIKO, BuildStrategy.BUILDKIT)) {
        logs.put(strategy, new JobLogs(jobs, namespace, strategy));
      }
    }
    return new StrategyLogs(logs);
  }

  @Bean
  Builder jibBuilder(
      LaytimeProperties properties,
      SourceRepositories sources,
      ImageStores stores,
      BuildLines lines) {
    return new JibBuilder(
        sources,
        new RegistryStore(new BuiltImages(stores, BuiltImages.USUAL)),
        JibLimits.USUAL,
        BuildPlaces.directory("jib", properties),
        lines);
  }

  private static Builder jobBuilder(
      LaytimeProperties properties,
      SourceRepositories sources,
      FoundBuilders texts,
      ImageStores stores,
      OwnJobs own) {
    return new JobBuilder(
        sources,
        texts::text,
        new RegistryWorkshop(new BuildWorkshop(stores)),
        own.in(properties.cluster(properties.builders())),
        properties.builderSettings(),
        texts::firstDigest,
        SourceLimits.USUAL,
        BuildPlaces.directory("jobs", properties));
  }

  /** The worker's own, and Jobs where configuration has a place for them. */
  @Bean
  StrategyBuilders strategyBuilders(
      LaytimeProperties properties,
      SourceRepositories sources,
      FoundBuilders texts,
      Builder jibBuilder,
      ImageStores stores,
      OwnJobs own,
      MeterRegistry registry) {
    Map<BuildStrategy, Builder> builders = new EnumMap<>(BuildStrategy.class);
    builders.put(BuildStrategy.JIB, jibBuilder);
    if (properties.builders().enabled()) {
      Builder jobs = jobBuilder(properties, sources, texts, stores, own);
      builders.put(BuildStrategy.KANIKO, jobs);
      builders.put(BuildStrategy.BUILDKIT, jobs);
    }
    builders.replaceAll((how, builder) -> new MeteredBuilder(builder, how, registry));
    return new StrategyBuilders(builders);
  }

  @Bean
  BuildActivities buildActivities(SourceRepositories sources, StrategyBuilders builders) {
    return new BuildActivitiesImpl(sources, builders.builders());
  }

  @Bean
  BuiltImageActivities builtImageActivities(ImageStores stores) {
    return new BuiltImageActivitiesImpl(stores);
  }

  @Bean
  BuildAttestActivities buildAttestActivities(LaytimeProperties properties, ImageStores stores) {
    return new BuildAttestActivitiesImpl(
        stores, new Attester(properties.attestations().builder(), properties.signingKey()));
  }

  /** Said once: it would else be found out when a promotion waits at a gate for ever. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> tellsOfUnsignedBuilds(LaytimeProperties properties) {
    return _ ->
        UnsignedBuilds.warnings(properties)
            .forEach(each -> log.warn("promotions of builds do not pass cause=\"{}\"", each));
  }
}
