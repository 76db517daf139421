package dev.laytime.activities.registry.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.Capabilities;
import dev.laytime.activity.Capabilities.TagDeletion;
import dev.laytime.activity.SurveyResult.Plan;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Plans on maps that no registry has to hold. */
class PlannerTest {

  private static final Repository REPOSITORY = Repository.parse("registry.test/app");
  private static final Capabilities NATIVE = new Capabilities(TagDeletion.NATIVE, false);
  private static final Capabilities NONE = new Capabilities(TagDeletion.NONE, false);

  private final Map<Digest, Node> nodes = new HashMap<>();
  private final TreeMap<Tag, Digest> tags = new TreeMap<>();
  private final List<Removals.Claim> claims = new ArrayList<>();
  private int made;

  @Test
  void takesAnImageOfFiveHundredPartsAndNoMore() {
    leavingIndex(499);
    assertThat(plans(NONE).getFirst().steps()).hasSize(500);
    assertThat(plans(NATIVE).getFirst().keeps())
        .as("with a request for the hold tag alone")
        .containsExactly("it comes to 501 requests, and 500 are the most; delete it by hand");
  }

  @Test
  void keepsWhatOneAnswerCannotCarry() {
    for (int i = 0; i < 5; i++) {
      leavingIndex(450);
    }
    List<Plan> plans = plans(NONE);
    assertThat(plans)
        .extracting(plan -> plan.steps().size())
        .containsExactly(451, 451, 451, 451, 0);
    assertThat(plans.getLast().keeps())
        .containsExactly("others that leave come first: there is too much at once");
  }

  @Test
  void endsWhereReferrersGoRoundInACircle() {
    Node index = leavingIndex(1);
    Digest child = index.children().getFirst();
    RepositoryMap map =
        new RepositoryMap(
            tags,
            nodes,
            Map.of(child, Set.of(index.digest()), index.digest(), Set.of(child)),
            List.of());
    assertThat(new Planner(map, Set.of(), NONE, claims).plans().getFirst().steps()).hasSize(2);
  }

  @Test
  void leavesTheTagsOfSha512SubjectsToTheirSubjects() {
    Digest subject = new Digest("sha512:" + "cd".repeat(64));
    Digest signature = node(List.of()).digest();
    nodes.put(subject, new Node(subject, 1, List.of(), null, List.of(), null, false));
    tags.put(ReservedTags.hold(subject), subject);
    tags.put(new Tag(ReservedTags.fallback(subject).value() + ".sig"), signature);
    claim(subject);
    RepositoryMap map =
        new RepositoryMap(tags, nodes, Map.of(subject, Set.of(signature)), List.of());
    assertThat(new Planner(map, Set.of(), NONE, claims).plans().getFirst().steps()).hasSize(2);
  }

  private List<Plan> plans(Capabilities capabilities) {
    RepositoryMap map = new RepositoryMap(tags, nodes, Map.of(), List.of());
    return new Planner(map, Set.of(), capabilities, claims).plans();
  }

  /** A held index with so many children, and the claim under which it leaves. */
  private Node leavingIndex(int size) {
    List<Digest> children = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      children.add(node(List.of()).digest());
    }
    Node index = node(children);
    tags.put(ReservedTags.hold(index.digest()), index.digest());
    claim(index.digest());
    return index;
  }

  private Node node(List<Digest> children) {
    Digest digest = new Digest("sha256:%064x".formatted(++made));
    Node node = new Node(digest, 1, children, null, List.of(), null, false);
    nodes.put(digest, node);
    return node;
  }

  private void claim(Digest digest) {
    claims.add(
        new Removals.Claim(
            "image/" + digest,
            REPOSITORY.pinned(digest),
            digest,
            1,
            Instant.EPOCH,
            "i",
            RemovalKind.DELETE));
  }
}
