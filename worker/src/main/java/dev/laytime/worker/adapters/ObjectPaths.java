package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.own.GateSpec;
import dev.laytime.activities.crd.own.PathGround;
import dev.laytime.activities.crd.own.PromotionPathSpec;
import dev.laytime.activities.crd.own.TagPatternsSpec;
import dev.laytime.activities.gate.JobSettings;
import dev.laytime.activities.registry.verify.VerifierSettings;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.configuration.GateJobProperties;
import dev.laytime.worker.configuration.GateProperties;
import dev.laytime.worker.configuration.GitTargetProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.configuration.PromotionProperties;
import dev.laytime.worker.configuration.ProofKinds;
import dev.laytime.worker.configuration.TagPatternsProperties;
import dev.laytime.worker.ledger.PathSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What objects that say paths are judged by. They are read by the same code as configuration, with
 * the same usual values.
 *
 * @param configured configuration's own
 * @param verifiers whose signatures gates may ask for
 * @param jobs what gates may run
 * @param gitTargets where may be written
 * @param kinds what can prove who orders and approves
 */
record ObjectPaths(
    List<PromotionPath> configured,
    Set<String> verifiers,
    Set<String> jobs,
    Set<String> gitTargets,
    ProofKinds kinds) {

  /** Where configuration says nothing of promotions. */
  static final ObjectPaths NONE =
      new ObjectPaths(List.of(), Set.of(), Set.of(), Set.of(), new ProofKinds(Set.of(), Map.of()));

  ObjectPaths {
    configured = List.copyOf(configured);
    verifiers = Set.copyOf(verifiers);
    jobs = Set.copyOf(jobs);
    gitTargets = Set.copyOf(gitTargets);
  }

  static ObjectPaths of(LaytimeProperties properties) {
    return new ObjectPaths(
        properties.promotions().stream().map(each -> each.settings().path()).toList(),
        properties.verifierSettings().stream()
            .map(VerifierSettings::name)
            .collect(Collectors.toSet()),
        properties.jobs().stream()
            .map(GateJobProperties::settings)
            .map(JobSettings::name)
            .collect(Collectors.toSet()),
        properties.gitTargets().stream()
            .map(GitTargetProperties::requiredName)
            .collect(Collectors.toSet()),
        properties.proofKinds());
  }

  PathGround ground(Collection<String> otherNames) {
    return new PathGround(
        configured, Set.copyOf(otherNames), verifiers, jobs, gitTargets, this::judge);
  }

  private PathGround.Read judge(String name, PromotionPathSpec spec) {
    PathGround.Read read = read(name, spec);
    kinds.require(read.path());
    return read;
  }

  static PathGround.Read read(String name, PromotionPathSpec spec) {
    PathSettings settings =
        new PromotionProperties(
                name,
                spec.from(),
                spec.to(),
                spec.replicas(),
                spec.repositories(),
                tags(spec.tags()),
                spec.gates().stream().map(ObjectPaths::gate).toList(),
                spec.floating(),
                Boolean.TRUE.equals(spec.moves()),
                or(spec.keepLast(), 3),
                or(spec.expiry(), "7d"),
                or(spec.automatic(), "none"),
                spec.schedule(),
                spec.git(),
                spec.line())
            .settings();
    return new PathGround.Read(settings.path(), settings.schedule());
  }

  private static TagPatternsProperties tags(@Nullable TagPatternsSpec tags) {
    TagPatternsSpec given = tags == null ? TagPatternsSpec.NONE : tags;
    return new TagPatternsProperties(
        given.exact(),
        given.glob(),
        given.regex(),
        given.semver(),
        given.versions(),
        Boolean.TRUE.equals(given.candidates()));
  }

  private static GateProperties gate(GateSpec gate) {
    return new GateProperties(
        gate.name(),
        gate.signed() == null ? null : new GateProperties.Signed(gate.signed().verifier()),
        gate.attested() == null
            ? null
            : new GateProperties.Attested(
                gate.attested().verifier(), gate.attested().predicateType()),
        gate.soaked() == null ? null : new GateProperties.Soaked(gate.soaked().atLeast()),
        gate.checked() == null ? null : new GateProperties.Checked(gate.checked().name()),
        gate.approved() == null ? null : approved(gate.approved()),
        null,
        gate.job() == null
            ? null
            : new GateProperties.Job(gate.job().job(), or(gate.job().timeout(), "30m")),
        gate.open() == null ? null : open(gate.open()));
  }

  private static GateProperties.Approved approved(GateSpec.Approved approved) {
    return new GateProperties.Approved(
        or(approved.count(), 1),
        Boolean.TRUE.equals(approved.verified()),
        approved.from(),
        approved.proof(),
        approved.orders());
  }

  private static GateProperties.Open open(GateSpec.Open open) {
    return new GateProperties.Open(
        open.days(), or(open.from(), "00:00"), or(open.to(), "00:00"), or(open.zone(), "UTC"));
  }

  private static <T> T or(@Nullable T given, T usual) {
    return Objects.requireNonNullElse(given, usual);
  }
}
