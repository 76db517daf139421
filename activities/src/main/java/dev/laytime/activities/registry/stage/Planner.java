package dev.laytime.activities.registry.stage;

import dev.laytime.activity.Capabilities;
import dev.laytime.activity.Capabilities.TagDeletion;
import dev.laytime.activity.SurveyResult.Plan;
import dev.laytime.activity.SurveyResult.Step;
import dev.laytime.activity.SurveyResult.Untag;
import dev.laytime.image.Digest;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What removals come to on a map. Claims are planned in order, each as if those before it had been
 * carried out.
 */
final class Planner {

  private static final int MOST_STEPS = 500;

  /** As much as one answer may carry. */
  private static final int MOST_STEPS_IN_ALL = 2000;

  private static final int MOST_REASONS = 10;
  private static final String GONE = "it is gone already";

  private final Capabilities capabilities;
  private final Set<Digest> ledger;
  private final List<Removals.Claim> claims;
  private final String missing;
  private RepositoryMap map;
  private int planned;

  /**
   * @param ledger digests that the ledger names
   */
  Planner(
      RepositoryMap map,
      Set<Digest> ledger,
      Capabilities capabilities,
      List<Removals.Claim> claims) {
    this.map = map;
    this.ledger = ledger;
    this.capabilities = capabilities;
    this.claims = claims;
    this.missing = missing(map, ledger);
  }

  /** One plan for each claim. */
  List<Plan> plans() {
    List<Plan> plans = new ArrayList<>();
    List<Removals.Claim> staying = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      Removals.Claim claim = claims.get(i);
      List<Removals.Claim> others = new ArrayList<>(claims.subList(i + 1, claims.size()));
      others.addAll(staying);
      Plan plan = plan(claim, others);
      // What is quarantined is held by then, and what is kept is as it was.
      if (claim.kind() == RemovalKind.QUARANTINE || !plan.keeps().isEmpty()) {
        staying.add(claim);
      }
      plans.add(plan);
    }
    return plans;
  }

  private Plan plan(Removals.Claim claim, List<Removals.Claim> others) {
    if (!map.unreadable().isEmpty()) {
      return keep(claim, map.unreadable());
    }
    return switch (claim.kind()) {
      case QUARANTINE -> quarantine(claim);
      case DELETE -> delete(claim, others);
    };
  }

  private Plan quarantine(Removals.Claim claim) {
    Tag tag = Roots.tagOf(claim.image());
    boolean there = map.has(claim.digest());
    if (tag == null) {
      return there
          ? leave(claim, true, "it is held by digest and has no tag to go")
          : keep(claim, List.of(GONE));
    }
    Digest named = map.tags().get(tag);
    if (named == null) {
      return there ? gone(claim, true, "the tag is gone already") : keep(claim, List.of(GONE));
    }
    if (!named.equals(claim.digest()) && !(there && isPlaceholder(named))) {
      return keep(claim, List.of("the tag moved: it names %s by now".formatted(named)));
    }
    if (isClockOnly()) {
      return leave(claim, true, "quarantine is a clock only: " + whyClockOnly());
    }
    map = map.without(List.of(tag), List.of());
    return new Plan(claim.life(), List.of(), true, List.of(untag(tag, claim.digest())), "", 0);
  }

  private Plan delete(Removals.Claim claim, List<Removals.Claim> others) {
    Digest digest = claim.digest();
    if (!map.knows(digest)) {
      return gone(claim, false, GONE);
    }
    Tag tag = Roots.tagOf(claim.image());
    boolean tagged = tag != null && digest.equals(map.tags().get(tag));
    if (tagged && !isClockOnly()) {
      return keep(claim, List.of("tag %s names it again: somebody put it back".formatted(tag)));
    }
    Map<Digest, String> kept = Roots.against(claim, map, ledger, others).reach();
    if (!kept.containsKey(digest)) {
      return go(claim, kept);
    }
    if (!map.has(digest)) {
      return gone(
          claim,
          false,
          note("%s; what it led to stays: kept by %s".formatted(GONE, kept.get(digest))));
    }
    String keeper = String.valueOf(kept.get(digest));
    boolean claimed = others.stream().anyMatch(other -> other.digest().equals(digest));
    if (tagged && !claimed) {
      return keep(
          claim,
          List.of("tag %s cannot go alone, and %s keeps its manifest".formatted(tag, keeper)));
    }
    return stay(claim, tagged ? tag : null, keeper, claimed);
  }

  /** The claim alone goes, and its hold where an image's tag holds the manifest instead. */
  private Plan stay(Removals.Claim claim, @Nullable Tag tag, String keeper, boolean claimed) {
    Digest digest = claim.digest();
    List<Step> steps = new ArrayList<>();
    boolean byTag = Roots.ofImages(claim, map).reach().containsKey(digest);
    if (byTag && !claimed && !ledger.contains(digest)) {
      steps.addAll(unhold(digest));
    }
    boolean held = tag == null && !claimed && !ledger.contains(digest) && !holdOf(digest).isEmpty();
    if (held && steps.isEmpty()) {
      // Else the next sweep would find what is held for nobody, and all of it would begin anew.
      return keep(claim, List.of("its hold cannot go alone: kept by " + keeper));
    }
    List<Tag> gone = new ArrayList<>(steps.isEmpty() ? List.of() : holdOf(digest));
    if (tag != null) {
      gone.add(tag);
    }
    map = map.without(gone, List.of());
    return new Plan(
        claim.life(), List.of(), false, steps, note("the manifest stays: kept by " + keeper), 0);
  }

  private Plan go(Removals.Claim claim, Map<Digest, String> kept) {
    Leaving leaving = Leaving.of(claim.digest(), map, kept.keySet());
    List<Step> steps = new ArrayList<>(unhold(claim.digest()));
    steps.addAll(leaving.steps());
    if (steps.isEmpty()) {
      return gone(claim, false, note(joined(GONE, leaving.note(kept))));
    }
    if (steps.size() > MOST_STEPS) {
      return keep(
          claim,
          List.of(
              "it comes to %d requests, and %d are the most; delete it by hand"
                  .formatted(steps.size(), MOST_STEPS)));
    }
    planned += steps.size();
    if (planned > MOST_STEPS_IN_ALL) {
      return keep(claim, List.of("others that leave come first: there is too much at once"));
    }
    Plan plan =
        new Plan(claim.life(), List.of(), false, steps, note(leaving.note(kept)), leaving.bytes());
    map = map.without(List.of(), leaving.manifests());
    return plan;
  }

  /** Takes the hold tag away, where a tag can go alone; else it goes with the manifest. */
  private List<Step> unhold(Digest digest) {
    return isClockOnly()
        ? List.of()
        : holdOf(digest).stream().<Step>map(tag -> untag(tag, digest)).toList();
  }

  private List<Tag> holdOf(Digest digest) {
    Tag hold = ReservedTags.hold(digest);
    return digest.equals(map.tags().get(hold)) ? List.of(hold) : List.of();
  }

  private Untag untag(Tag tag, Digest digest) {
    return new Untag(tag, digest, capabilities.tagDeletion() == TagDeletion.PLACEHOLDER);
  }

  private boolean isPlaceholder(Digest digest) {
    Node node = map.nodes().get(digest);
    return node != null && node.placeholder();
  }

  private boolean isClockOnly() {
    return capabilities.tagDeletion() == TagDeletion.NONE || capabilities.immutableTags();
  }

  private String whyClockOnly() {
    return capabilities.immutableTags()
        ? "tags are immutable in this registry"
        : "this registry cannot remove a tag without its manifest";
  }

  private String note(String text) {
    return joined(text, missing);
  }

  private static String joined(String text, String more) {
    return more.isEmpty() || text.isEmpty() ? text + more : text + "; " + more;
  }

  private static String missing(RepositoryMap map, Set<Digest> ledger) {
    List<String> absent =
        ledger.stream().filter(root -> !map.has(root)).map(Digest::abbreviated).sorted().toList();
    return absent.isEmpty()
        ? ""
        : "needed and not there: "
            + String.join(", ", absent.subList(0, Math.min(absent.size(), MOST_REASONS)));
  }

  private static Plan keep(Removals.Claim claim, List<String> reasons) {
    List<String> first = reasons.subList(0, Math.min(reasons.size(), MOST_REASONS));
    return new Plan(claim.life(), first, false, List.of(), "", 0);
  }

  private static Plan gone(Removals.Claim claim, boolean hold, String note) {
    return new Plan(claim.life(), List.of(), hold, List.of(), note, 0, true);
  }

  private static Plan leave(Removals.Claim claim, boolean hold, String note) {
    return new Plan(claim.life(), List.of(), hold, List.of(), note, 0);
  }
}
