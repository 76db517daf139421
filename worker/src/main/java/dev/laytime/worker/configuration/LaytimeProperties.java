package dev.laytime.worker.configuration;

import dev.laytime.activities.build.job.BuilderSettings;
import dev.laytime.activities.registry.SigningKey;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activities.registry.verify.VerifierSettings;
import dev.laytime.mirror.TagMirror;
import dev.laytime.promotion.Gate;
import dev.laytime.worker.ledger.LedgerSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that can be set under {@code laytime}, explained in docs/reference/configuration.md.
 *
 * @param config the configuration file; null for {@code laytime.yaml} where there is one
 * @param state the directory of what the worker keeps; null for none
 * @param parent the id of the process with which the worker ends; null for none
 * @param dryRun whether nothing is written to any registry, whatever is decided
 * @param registries how registries are reached that are not where their names say
 * @param stages what has lives
 * @param sources what names images
 * @param mirrors where missing images come from, and which tags a copy is kept of
 * @param promotions how images go from stage to stage
 * @param verifiers whose signatures promotions go by
 * @param approvers whose signed statements promotions take
 * @param jobs what promotions' gates run in a cluster
 * @param gitTargets where promotions are written
 * @param builds which missing images are built, and of what
 * @param buildSources what is kept of what was fetched for them
 * @param attestations what is said of them
 * @param builders where Jobs build
 * @param adapters other projects' interfaces
 * @param customResources Laytime's own objects in a cluster
 * @param ledger the database that remembers
 * @param api the HTTP API
 * @param temporal the service that runs the workflows
 * @param concurrency how much one worker does at a time
 * @param embedded what the worker brings itself in the profile {@code embedded}
 */
@ConfigurationProperties("laytime")
public record LaytimeProperties(
    @Nullable String config,
    @Nullable String state,
    @Nullable Long parent,
    @DefaultValue("false") boolean dryRun,
    @DefaultValue List<RegistryProperties> registries,
    @DefaultValue List<StageProperties> stages,
    @DefaultValue List<SourceProperties> sources,
    @DefaultValue List<MirrorProperties> mirrors,
    @DefaultValue List<PromotionProperties> promotions,
    @DefaultValue List<VerifierProperties> verifiers,
    @DefaultValue List<ApproverProperties> approvers,
    @DefaultValue List<GateJobProperties> jobs,
    @DefaultValue List<GitTargetProperties> gitTargets,
    @DefaultValue List<BuildProperties> builds,
    @DefaultValue BuildSourcesProperties buildSources,
    @DefaultValue AttestationsProperties attestations,
    @DefaultValue BuildersProperties builders,
    @DefaultValue AdaptersProperties adapters,
    @DefaultValue CustomResourcesProperties customResources,
    @DefaultValue LedgerProperties ledger,
    @DefaultValue ApiProperties api,
    @DefaultValue TemporalProperties temporal,
    @DefaultValue ConcurrencyProperties concurrency,
    @DefaultValue EmbeddedProperties embedded) {

  /**
   * @throws IllegalArgumentException if two registries have the same host, the state directory is
   *     blank, or stages, sources, mirrors and promotions do not fit together
   */
  public LaytimeProperties {
    if (state != null && state.isBlank()) {
      throw new IllegalArgumentException("state: expected a directory");
    }
    Set<String> hosts = new HashSet<>();
    for (RegistryProperties registry : registries) {
      if (!hosts.add(registry.host())) {
        throw new IllegalArgumentException(
            "registries: expected each host once, not '%s' twice".formatted(registry.host()));
      }
    }
    registries = List.copyOf(registries);
    stages = List.copyOf(adapters.stages(stages));
    sources = List.copyOf(adapters.sources(sources));
    mirrors = List.copyOf(mirrors);
    promotions = List.copyOf(promotions);
    verifiers = List.copyOf(verifiers);
    approvers = List.copyOf(approvers);
    ApproverProperties.check(approvers);
    jobs = List.copyOf(jobs);
    gitTargets = List.copyOf(gitTargets);
    builds = List.copyOf(builds);
    Consistency.check(stages, sources, mirrors);
    new Promoting(promotions, verifiers, jobs, gitTargets).check(stages);
    ProofKinds kinds = ProofKinds.of(api.promotions(), approvers, customResources);
    promotions.forEach(promotion -> kinds.require(promotion.path()));
    if (!customResources.enabled()) {
      // Objects in a cluster may bring more paths, and nobody knows them yet.
      api.promotions().check(promotions.stream().map(PromotionProperties::requiredName).toList());
      api.builds().check(builds.stream().map(BuildProperties::requiredName).toList());
    }
    for (GitTargetProperties target : gitTargets) {
      target.check();
    }
    for (GateJobProperties job : jobs) {
      var _ = job.cluster(sources);
    }
    new Building(builds)
        .check(
            stages,
            customResources.enabled(),
            builders.enabled() ? builders.settings(List.of()) : null);
    if (builders.enabled()) {
      var _ = builders.cluster(sources, adapters);
      builders.check(
          Stream.concat(
              adapters.pullSecrets(),
              customResources.tenants().stream()
                  .flatMap(tenant -> Stream.ofNullable(tenant.builds().pullSecret()))));
    } else if (adapters.builds()) {
      throw new IllegalArgumentException(
          "adapters.image-operator.builders: expected builders, by which their Jobs are made");
    }
    adapters.check(sources);
    customResources.check(sources);
  }

  /** What can prove who orders and approves promotions. */
  public ProofKinds proofKinds() {
    return ProofKinds.of(api.promotions(), approvers, customResources);
  }

  /** The directory of what the worker keeps, absolute; empty where it keeps nothing. */
  public Optional<Path> stateDirectory() {
    return Optional.ofNullable(state).map(text -> Path.of(text).toAbsolutePath().normalize());
  }

  /** How registries are reached, as the registry client takes it. */
  public List<RegistrySettings> registrySettings() {
    return adapters.registries(
        registries.stream().map(registry -> registry.settings(this::resolve)).toList());
  }

  /** Whether there is anything to manage; without it a worker only copies. */
  public boolean manages() {
    return !stages.isEmpty()
        || !sources.isEmpty()
        || !tagMirrors().isEmpty()
        || !adapters.settings().isEmpty();
  }

  /** Which tags a copy is kept of, and where. */
  public List<TagMirror> tagMirrors() {
    return mirrors.stream().map(MirrorProperties::tagMirror).flatMap(Optional::stream).toList();
  }

  /** What the ledger takes in at start. */
  public LedgerSettings ledgerSettings() {
    return new LedgerSettings(
        stages.stream().map(stage -> stage.settings(dryRun)).toList(),
        sources.stream().map(SourceProperties::settings).toList(),
        Stream.concat(
                Consistency.rules(stages, mirrors),
                stages.stream().flatMap(StageProperties::aliasRules))
            .toList(),
        adapters.settings(),
        customResources.settings(dryRun),
        tagMirrors(),
        promotions.stream().map(PromotionProperties::settings).toList(),
        builds.stream().map(BuildProperties::settings).toList());
  }

  /** The source of use in whose cluster Laytime's own objects are. */
  public SourceProperties ownKindsCluster() {
    return customResources.cluster(sources);
  }

  /** The source of use in whose cluster an adapter works. */
  public SourceProperties cluster(QebbeqProperties qebbeq) {
    return qebbeq.cluster(sources);
  }

  /** The cluster in which an adapter works. */
  public ClusterProperties cluster(ImageOperatorProperties imageOperator) {
    return imageOperator.cluster(sources);
  }

  /** The cluster in which an adapter works; a source of use or not. */
  public ClusterProperties cluster(ImagerepoMirrorProperties adapter) {
    return adapter.cluster(sources);
  }

  /** Whose signatures count. */
  public List<VerifierSettings> verifierSettings() {
    return verifiers.stream().map(verifier -> verifier.settings(this::resolve)).toList();
  }

  /** What attestations are signed with. */
  public SigningKey signingKey() {
    String key = attestations.keyFile();
    return key == null ? SigningKey.NONE : new SigningKey(resolve(key));
  }

  /** The programs that gates may run on this machine, each with its arguments. */
  public List<List<String>> gateCommands() {
    return promotions.stream()
        .flatMap(path -> path.gates(Gate.Commanded.class))
        .map(Gate.Commanded::command)
        .distinct()
        .toList();
  }

  /** The cluster in which a gate's Job runs. */
  public ClusterProperties cluster(GateJobProperties job) {
    return Objects.requireNonNull(job.cluster(sources).cluster());
  }

  /** The cluster in which Jobs build. */
  public ClusterProperties cluster(BuildersProperties jobs) {
    return jobs.cluster(sources, adapters);
  }

  /** Builders, as they take it; what the worker speaks to without TLS, they do. */
  public BuilderSettings builderSettings() {
    return builders.settings(
        registrySettings().stream()
            .filter(registry -> Boolean.TRUE.equals(registry.insecure()))
            .map(RegistrySettings::host)
            .toList());
  }

  /** A path of the configuration, absolute: a relative one starts where the file is. */
  public Path resolve(String path) {
    Path file = config == null || config.isBlank() ? null : Path.of(config).toAbsolutePath();
    Path parent = file == null ? null : file.getParent();
    Path given = Path.of(path);
    return (parent == null ? given : parent.resolve(given)).toAbsolutePath().normalize();
  }
}
