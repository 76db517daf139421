package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.crd.imagebuilder.ImageBuilderAdapter.Answer;
import dev.laytime.activity.BuildAnswer;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.worker.ledger.BuildRuleSettings;
import dev.laytime.worker.ledger.Builds;
import dev.laytime.worker.ledger.FoundBuilders;
import dev.laytime.worker.ledger.PartOfBuildLedger;
import dev.laytime.worker.ledger.Taking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageBuilderWorkerTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Reference TOOL = Reference.parse("reg.test/team/tool:1.0");
  private static final String ID = "build/reg.test/team/tool:1.0";

  private final World world = new World();
  private final List<String> asked = new ArrayList<>();
  private String answer = "accepted";
  private boolean away;
  private Instant now = NOW;

  /** A ledger of orders, by request id. */
  private static final class World extends PartOfBuildLedger implements Builds, FoundBuilders {

    final Map<String, Known> known = new LinkedHashMap<>();
    Taking taking = new Taking.Taken();

    void stands(String request, BuildState state) {
      BuildStatus status =
          new BuildStatus(
              ID, order(request), state, null, null, 1, List.of(), "", null, 0, NOW, null);
      known.put(request, new Known(status, null, null, state.over() ? NOW : null, NOW));
    }

    @Override
    public String take(BuildOrder order, @Nullable String proof) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Taking takeOf(String namespace, BuildOrder order) {
      assertThat(namespace).isEqualTo("team");
      if (taking instanceof Taking.Taken) {
        stands(order.requestId(), BuildState.RESOLVING);
      }
      return taking;
    }

    @Override
    public void asked(BuildOrder order) {}

    @Override
    public void notAsked(BuildOrder order) {
      known.remove(order.requestId());
    }

    @Override
    public List<Reference> remember(BuildStatus status) {
      return List.of();
    }

    @Override
    public Optional<Known> find(String build) {
      return known.values().stream().reduce((_, last) -> last);
    }

    @Override
    public Optional<Known> find(String build, String requestId) {
      assertThat(build).isEqualTo(ID);
      return Optional.ofNullable(known.get(requestId));
    }

    @Override
    public List<Known> list(Filter filter) {
      return List.copyOf(known.values());
    }

    @Override
    public List<BuildRuleSettings> rules() {
      return List.of();
    }

    @Override
    public Optional<BuildRule> rule(String name) {
      return Optional.empty();
    }

    @Override
    public List<Count> counts() {
      return List.of();
    }

    @Override
    public void replace(List<FoundBuilder> found) {}

    @Override
    public Optional<String> text(Digest digest) {
      return Optional.empty();
    }

    @Override
    public Digest firstDigest(Reference image, Digest now) {
      return now;
    }
  }

  @Test
  void ordersWhatTheLedgerTakes() {
    assertThat(worker().order(order("1"), "team")).isEqualTo(new Answer.Taken());
    assertThat(asked).containsExactly("1");
    assertThat(worker().isBuilding(TOOL)).isTrue();
    assertThat(worker().standing(TOOL, "1")).isPresent();
    assertThat(worker().standing(TOOL, "2")).isEmpty();

    world.stands("1", BuildState.DONE);
    assertThat(worker().isBuilding(TOOL)).isFalse();
  }

  @Test
  void asksNobodyForWhatTheLedgerRefuses() {
    world.taking = new Taking.Refused("it lies in no stage");

    assertThat(worker().order(order("1"), "team"))
        .isEqualTo(new Answer.Refused("it lies in no stage"));
    assertThat(asked).isEmpty();
  }

  @Test
  void waitsForItsTurn() {
    world.taking = new Taking.Later("team has 2 builds under way");

    assertThat(worker().order(order("1"), "team"))
        .isEqualTo(new Answer.Later("team has 2 builds under way"));
    assertThat(asked).isEmpty();
  }

  @Test
  void forgetsAnOrderThatAnotherBuildStandsInTheWayOf() {
    answer = "busy";

    assertThat(worker().order(order("1"), "team"))
        .isEqualTo(new Answer.Later("it is being built by another rule"));
    assertThat(world.known).isEmpty();
    answer = "refused";
    assertThat(worker().order(order("1"), "team")).isEqualTo(new Answer.Refused("refused"));
    assertThat(world.known).isEmpty();
  }

  @Test
  void asksAgainForWhatNobodyHasHeardOfForLong() {
    away = true;
    assertThat(worker().order(order("1"), "team")).isEqualTo(new Answer.Taken());
    assertThat(worker().standing(TOOL, "1")).isPresent();
    assertThat(asked).containsExactly("1");

    away = false;
    now = NOW.plus(Duration.ofMinutes(10)).plusSeconds(1);
    assertThat(worker().standing(TOOL, "1")).isPresent();
    assertThat(asked).containsExactly("1", "1");
    world.stands("1", BuildState.FAILED);
    assertThat(worker().standing(TOOL, "1")).isPresent();
    assertThat(asked).hasSize(2);
  }

  private ImageBuilderWorker worker() {
    return new ImageBuilderWorker(() -> true, world, world, world, this::ask, () -> now);
  }

  private BuildAnswer ask(BuildOrder order) {
    asked.add(order.requestId());
    if (away) {
      throw new IllegalStateException("Temporal is away");
    }
    return new BuildAnswer(
        ID, answer, answer.equals("busy") ? "it is being built by another rule" : null);
  }

  private static BuildOrder order(String request) {
    return new BuildOrder(request, TOOL, "builder-tool", null, "ImageBuilder team/tool", "");
  }
}
