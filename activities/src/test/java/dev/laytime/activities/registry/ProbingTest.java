package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activity.Capabilities;
import dev.laytime.activity.Capabilities.TagDeletion;
import dev.laytime.activity.OwnRequest;
import dev.laytime.activity.OwnResult;
import dev.laytime.activity.ProbeRequest;
import dev.laytime.image.Repository;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a registry can do, and who says that it is theirs. */
class ProbingTest {

  @TempDir Path directory;
  private TestStage stage;

  @BeforeEach
  void start() throws IOException {
    stage = TestStage.in(directory);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  static Stream<Arguments> registries() {
    Behaviour no400 = new Behaviour.RefusesTagDeletion(400);
    Behaviour no405 = new Behaviour.RefusesTagDeletion(405);
    Behaviour immutable = new Behaviour.ImmutableTags();
    Behaviour lastTag = new Behaviour.LastTagDeletesManifest();
    Behaviour collects = new Behaviour.CollectsUntagged(Duration.ZERO);
    return Stream.of(
        Arguments.of(List.of(), TagDeletion.NATIVE, false),
        Arguments.of(List.of(lastTag), TagDeletion.NATIVE, false),
        Arguments.of(List.of(collects), TagDeletion.NATIVE, false),
        Arguments.of(List.of(no400), TagDeletion.PLACEHOLDER, false),
        Arguments.of(List.of(no405, collects), TagDeletion.PLACEHOLDER, false),
        Arguments.of(List.of(immutable), TagDeletion.NATIVE, true),
        Arguments.of(List.of(immutable, no405), TagDeletion.NONE, true));
  }

  @ParameterizedTest
  @MethodSource("registries")
  void findsOutWhatARegistryCanDoAndLeavesNothingBehind(
      List<Behaviour> behaviours, TagDeletion way, boolean immutable) throws IOException {
    var image = stage.image("1");
    behaviours.forEach(stage::with);
    assertThat(probe()).isEqualTo(new Capabilities(way, immutable));
    assertThat(stage.tags()).containsExactly("1");
    assertThat(stage.layout.manifests()).containsExactly(image.descriptor());
  }

  @Test
  void findsNothingOutWhereTheRegistryHasTrouble() throws IOException {
    stage.image("1");
    stage
        .behaviours()
        .inject(FaultRule.always(new Fault.ServerError(503)).on(RequestMatcher.method("DELETE")));
    assertThat(TestStage.failure(this::probe).getType()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void probesNoStageThatIsOnlyLookedAt() throws IOException {
    stage.image("1");
    stage.ledger.enabled = false;
    assertThat(TestStage.failure(this::probe).getType()).isEqualTo("REFUSED");
    assertThat(TestStage.failure(() -> own("team", "a1")).getType()).isEqualTo("REFUSED");
    assertThat(stage.registry.requests().entries()).isEmpty();
  }

  @Test
  void makesARepositoryOfItsOwnWhereThereIsNone() {
    assertThat(
            stage
                .activities()
                .probe(new ProbeRequest(Repository.parse(stage.registry.address() + "/new/one"))))
        .isEqualTo(TestStage.NATIVE);
  }

  @Test
  void writesItsOwnerRecordOnceAndTellsOfOthers() {
    assertThat(own("team", "a1")).isEqualTo(new OwnResult(List.of()));
    assertThat(own("team", "b2")).isEqualTo(new OwnResult(List.of("a1")));
    assertThat(own("teams", "c3")).as("another prefix").isEqualTo(new OwnResult(List.of()));
    stage.registry.requests().clear();
    assertThat(own("team", "a1")).isEqualTo(new OwnResult(List.of("b2")));
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void tellsOfWhoHasAPartOfTheStage() {
    own("team/b", "b2");
    own("team/c/d", "d4");
    own("teams/e", "e5");
    assertThat(own("team", "a1")).isEqualTo(new OwnResult(List.of("b2", "d4")));
    assertThat(own("", "x")).isEqualTo(new OwnResult(List.of("a1", "b2", "d4", "e5")));
  }

  @Test
  void tellsOfWhoHasMoreThanTheStage() {
    own("", "a1");
    own("team", "b2");
    own("team/b", "c3");
    own("other", "d4");
    assertThat(own("team/b/c", "x")).isEqualTo(new OwnResult(List.of("a1", "b2", "c3")));
  }

  @Test
  void isNoStrangerToItsOwnStages() {
    own("team", "a1");
    own("team/b", "a1");
    assertThat(own("team", "a1")).isEqualTo(new OwnResult(List.of()));
    assertThat(own("team/b", "a1")).isEqualTo(new OwnResult(List.of()));
  }

  @Test
  void leavesTheOwnersOfAStageWithinItToThatStage() {
    own("team/b", "b2");
    stage.ledger.elsewhere.add(repository("team/b/laytime-owners"));
    assertThat(own("team", "a1")).isEqualTo(new OwnResult(List.of()));
  }

  @Test
  void findsWhoHasAPartWhereTheRegistryListsNoRepositories() {
    own("team/b", "b2");
    stage.behaviours().inject(FaultRule.always(new Fault.NotFound()).on(path("_catalog")));
    stage.ledger.known.add(repository("team/b/app/web"));
    assertThat(own("team", "a1")).isEqualTo(new OwnResult(List.of("b2")));
  }

  @Test
  void tellsOfOthersAndWritesNoRecordInADryRun() throws IOException {
    own("team", "a1");
    stage.close();
    stage = TestStage.dryRun(directory);
    assertThat(own("team", "b2")).isEqualTo(new OwnResult(List.of("a1")));
    assertThat(own("other", "b2")).isEqualTo(new OwnResult(List.of()));
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void doesNotTakeTroubleForNobody() {
    own("", "a1");
    stage.behaviours().inject(FaultRule.always(new Fault.ServerError(503)).on(path("_catalog")));
    assertThat(TestStage.failure(() -> own("team", "b2")).getType()).isEqualTo("UNAVAILABLE");
    stage.behaviours().clear();
    stage
        .behaviours()
        .inject(
            FaultRule.always(new Fault.ServerError(503)).on(path("/v2/laytime-owners/tags/list")));
    assertThat(TestStage.failure(() -> own("team", "b2")).getType()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void leavesOutNoneOfManyOwners() {
    IntStream.range(10, 30).forEach(i -> own("team", "i" + i));
    assertThat(own("team", "a1").others())
        .containsExactlyElementsOf(IntStream.range(10, 30).mapToObj(i -> "i" + i).toList());
  }

  @Test
  void refusesAnInstallationThatIsNoTag() {
    assertThat(TestStage.failure(() -> own("team", "a b")).getType()).isEqualTo("REFUSED");
  }

  private Capabilities probe() {
    return stage.activities().probe(new ProbeRequest(stage.repository));
  }

  private Repository repository(String path) {
    return new Repository(stage.registry.address(), path);
  }

  private static RequestMatcher path(String part) {
    return RequestMatcher.path(part);
  }

  private OwnResult own(String path, String installation) {
    return stage
        .activities()
        .own(
            new OwnRequest(
                new RepositoryPrefix(stage.registry.address(), path), installation, "prod"));
  }
}
