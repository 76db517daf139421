package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activity.SurveyRequest;
import dev.laytime.activity.SurveyResult;
import dev.laytime.activity.SurveyResult.DeleteManifest;
import dev.laytime.activity.SurveyResult.Plan;
import dev.laytime.image.Digest;
import dev.laytime.ledger.Bodies;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what removals in one repository come to; of the registry it only reads. */
public final class Survey {

  private final RegistryClient registries;
  private final Removals removals;
  private final Bodies bodies;
  private final Closures closures;
  private final ManifestCache cache;

  public Survey(
      RegistryClient registries,
      Removals removals,
      Bodies bodies,
      Closures closures,
      ManifestCache cache) {
    this.registries = registries;
    this.removals = removals;
    this.bodies = bodies;
    this.closures = closures;
    this.cache = cache;
  }

  /**
   * Maps the repository and plans.
   *
   * @param pulse is told of every step
   * @throws IOException if there can be no complete map now
   */
  public SurveyResult run(SurveyRequest request, Runnable pulse)
      throws IOException, InterruptedException {
    if (Owners.isRecord(request.repository())) {
      return new SurveyResult(request.claims().stream().map(Survey::kept).toList());
    }
    Set<String> leaving =
        request.claims().stream()
            .filter(claim -> claim.kind() == RemovalKind.DELETE)
            .map(Removals.Claim::life)
            .collect(Collectors.toSet());
    Set<Digest> roots = removals.roots(request.repository(), leaving);
    Set<Digest> claimed =
        request.claims().stream().map(Removals.Claim::digest).collect(Collectors.toSet());
    Traces traces =
        new Traces(new Kept(request.repository(), bodies, closures), deleted(request.claims()));
    RepositoryMap map =
        new MapReader(request.repository(), registries.source(request.repository()), cache, pulse)
            .whole(roots, claimed, traces);
    List<Plan> plans = new Planner(map, roots, request.capabilities(), request.claims()).plans();
    for (int i = 0; i < plans.size(); i++) {
      Digest digest = request.claims().get(i).digest();
      if (takes(plans.get(i), digest) && map.absent(digest).isEmpty()) {
        // Where the removal stops halfway this tells what belonged together.
        closures.record(request.repository(), digest, Members.of(digest, map));
      }
    }
    return new SurveyResult(plans);
  }

  private static Plan kept(Removals.Claim claim) {
    return new Plan(claim.life(), List.of(Owners.KEPT), false, List.of(), "", 0);
  }

  private static Set<Digest> deleted(List<Removals.Claim> claims) {
    return claims.stream()
        .filter(claim -> claim.kind() == RemovalKind.DELETE)
        .map(Removals.Claim::digest)
        .collect(Collectors.toSet());
  }

  private static boolean takes(Plan plan, Digest digest) {
    return plan.steps().stream()
        .anyMatch(step -> step instanceof DeleteManifest(var gone, _) && gone.equals(digest));
  }
}
