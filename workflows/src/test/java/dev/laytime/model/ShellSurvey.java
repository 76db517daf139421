package dev.laytime.model;

import dev.laytime.activity.SurveyRequest;
import dev.laytime.activity.SurveyResult;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One map of a repository: what each removal comes to if those before it are carried out. */
final class ShellSurvey {

  /** For so long a survey excuses that it did not know of a tag. */
  private static final Duration VALID = Duration.ofMinutes(10);

  private static final String GONE = "it is gone";

  private final Universe universe;
  private final SurveyRequest request;
  private final Repository repository;
  private final long at;
  private final Instant until;
  private final Map<Reference, Removals.Claim> leaving = new LinkedHashMap<>();
  private final Set<Content> leavingContent = EnumSet.noneOf(Content.class);

  ShellSurvey(Universe universe, SurveyRequest request) {
    this.universe = universe;
    this.request = request;
    this.repository = request.repository();
    this.at = universe.tick;
    this.until = universe.now.plus(VALID);
  }

  /** The tick at which it was made; now once it does not hold any more. */
  long heldAt(Instant now) {
    return now.isAfter(until) ? universe.tick : at;
  }

  /** Whether it planned an image's deletion, and nothing has come to speak against it. */
  boolean leaves(Reference image) {
    Removals.Claim claim = leaving.get(image);
    return claim != null && universe.ledger.objections(claim).isEmpty();
  }

  SurveyResult result() {
    return new SurveyResult(request.claims().stream().map(this::plan).toList());
  }

  private SurveyResult.Plan plan(Removals.Claim claim) {
    List<String> keeps =
        universe.faults.refusal()
            ? List.of("the registry's map has a hole")
            : universe.ledger.objections(claim);
    if (!keeps.isEmpty()) {
      return new SurveyResult.Plan(claim.life(), keeps, false, List.of(), "", 0);
    }
    return claim.kind() == RemovalKind.QUARANTINE ? quarantine(claim) : deletion(claim);
  }

  private static SurveyResult.Plan quarantine(Removals.Claim claim) {
    Tag tag = claim.image().tag();
    List<SurveyResult.Step> steps =
        tag == null ? List.of() : List.of(new SurveyResult.Untag(tag, claim.digest(), false));
    return new SurveyResult.Plan(claim.life(), List.of(), true, steps, "", 0);
  }

  private SurveyResult.Plan deletion(Removals.Claim claim) {
    Content content = Content.of(claim.digest());
    Set<Content> left = universe.ledger.left(repository, content);
    boolean deceived = universe.faults.forgets();
    if (deceived) {
      universe.guard.deceived(repository, content);
    }
    if (deceived || left.isEmpty()) {
      return new SurveyResult.Plan(claim.life(), List.of(), false, List.of(), GONE, 0, true);
    }
    leaving.put(claim.image(), claim);
    leavingContent.add(content);
    Set<Reference> gone = new HashSet<>(leaving.keySet());
    ModelRegistry.Shelf shelf = universe.registry.shelf(repository);
    List<SurveyResult.Step> steps = new ArrayList<>();
    Tag hold = ReservedTags.hold(claim.digest());
    Set<Content> roots = universe.ledger.roots(repository, gone);
    if (shelf.tags.containsKey(hold) && !roots.contains(content)) {
      steps.add(new SurveyResult.Untag(hold, claim.digest(), false));
    }
    Set<Content> kept = kept(shelf, roots);
    if (!kept.contains(content)) {
      if (left.remove(content)) {
        if (shelf.isWhole(content)) {
          universe.ledger.learn(repository, content);
        }
        steps.add(new SurveyResult.DeleteManifest(claim.digest(), List.of()));
      }
      left.removeAll(kept);
      left.forEach(part -> steps.add(new SurveyResult.DeleteManifest(part.digest(), List.of())));
    }
    boolean nothing = steps.isEmpty() && !shelf.manifests.contains(content);
    return new SurveyResult.Plan(
        claim.life(), List.of(), false, steps, nothing ? GONE : "", 1, nothing);
  }

  private Set<Content> kept(ModelRegistry.Shelf shelf, Set<Content> ledgerRoots) {
    Set<Content> roots = EnumSet.noneOf(Content.class);
    roots.addAll(ledgerRoots);
    roots.addAll(shelf.tagged(false));
    Set<Content> held = shelf.tagged(true);
    held.removeAll(leavingContent);
    roots.addAll(held);
    return shelf.closure(roots);
  }
}
