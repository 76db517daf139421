package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.Placeholder;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.HoldRequest;
import dev.laytime.activity.InventoryRequest;
import dev.laytime.activity.InventoryResult;
import dev.laytime.activity.OwnRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stage's registry holds. */
class InventoryTest {

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

  @Test
  void listsEveryRepositoryOfTheRegistry() throws IOException {
    Manifest image = stage.image("1", "2");
    Manifest other = other("team/tool");
    assertThat(inventory("")).isEqualTo(new InventoryResult(2, 3, List.of(), 0));
    assertThat(stage.ledger.found)
        .isEqualTo(
            Map.of(
                stage.repository,
                Map.of(new Tag("1"), image.digest(), new Tag("2"), image.digest()),
                repository("team/tool"),
                Map.of(new Tag("1"), other.digest())));
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void listsOnlyWhatLiesUnderThePrefix() throws IOException {
    stage.image("1");
    other("team/tool");
    other("teams/tool");
    inventory("team");
    assertThat(stage.ledger.found.keySet()).containsExactly(repository("team/tool"));
  }

  @Test
  void leavesBookkeepingOut() throws IOException {
    Manifest image = stage.image("1", "sha256-" + "ab".repeat(32), "laytime-probe-x");
    Manifest placeholder = Placeholder.unique();
    stage.layout.putManifest(
        placeholder.bytes(), placeholder.mediaType(), placeholder.digest(), new Tag("going"));
    stage.activities().hold(new HoldRequest(stage.repository, image.digest()));
    stage.activities().own(new OwnRequest(prefix(""), "a1", "prod"));
    inventory("");
    assertThat(stage.ledger.found)
        .isEqualTo(Map.of(stage.repository, Map.of(new Tag("1"), image.digest())));
  }

  @Test
  void tellsWhatIsHeldByItsOwnHoldTagAlone() throws IOException {
    Manifest image = stage.image("1");
    Manifest other = stage.image(ReservedTags.hold(image.digest()).value());
    inventory("");
    assertThat(stage.ledger.held).as("its hold tag names another").isEmpty();

    stage.activities().hold(new HoldRequest(stage.repository, other.digest()));
    assertThat(inventory("").tags()).isEqualTo(1);
    assertThat(stage.ledger.held).containsExactly(other.digest());
  }

  @Test
  void looksForWhatNoListingTellsOf() throws IOException {
    Manifest tagged = stage.image("1");
    Manifest untagged = stage.image();
    stage.ledger.unlisted.addAll(
        List.of(tagged.digest(), untagged.digest(), Digest.of("sha256", "ab".repeat(32))));
    inventory("");
    assertThat(stage.ledger.held).containsExactlyInAnyOrder(tagged.digest(), untagged.digest());
  }

  @Test
  void takesARepositoryForUnknownThatDoesNotSayWhetherADigestIsThere() throws IOException {
    Manifest untagged = stage.image();
    stage.image("1");
    stage.ledger.unlisted.add(untagged.digest());
    stage
        .behaviours()
        .inject(
            FaultRule.always(new Fault.ServerError(500))
                .on(RequestMatcher.path("/manifests/" + untagged.digest())));
    assertThat(inventory("").gapCount()).isEqualTo(1);
    assertThat(stage.ledger.found).isEmpty();
  }

  @Test
  void takesNobodysOwnerRecordForAnImage() throws IOException {
    stage.image("1");
    stage.ledger.known.add(repository("team/laytime-owners"));
    stage.activities().own(new OwnRequest(prefix("team"), "b2", "theirs"));
    stage.activities().own(new OwnRequest(prefix("team/b"), "b2", "theirs"));
    inventory("");
    assertThat(stage.ledger.found.keySet()).containsExactly(stage.repository);
  }

  @Test
  void leavesOutWhatAStageWithinItHas() throws IOException {
    stage.image("1");
    other("team/tool");
    stage.ledger.elsewhere.add(repository("team/tool"));
    inventory("");
    assertThat(stage.ledger.found.keySet()).containsExactly(stage.repository);
  }

  @Test
  void listsWhatTheLedgerKnowsWhereTheRegistryHasNoCatalog() throws IOException {
    stage.close();
    stage =
        TestStage.of(directory, _ -> Optional.of(new Credential.UsernamePassword("anna", "wrong")));
    stage.with(new Behaviour.TokenAuthentication("anna", "secret", Duration.ofMinutes(5), true));
    stage.ledger.known.add(stage.repository);
    assertThat(inventory("").gaps()).singleElement().asString().startsWith("" + stage.repository);
  }

  @Test
  void takesARepositoryThatIsNotThereForEmpty() {
    stage.ledger.known.add(repository("gone"));
    inventory("");
    assertThat(stage.ledger.found).containsEntry(repository("gone"), Map.of());
  }

  @Test
  void reportsNothingOfARepositoryThatItCannotList() throws IOException {
    stage.image("1");
    other("team/tool");
    stage
        .behaviours()
        .inject(
            FaultRule.always(new Fault.ServerError(500))
                .on(RequestMatcher.path("/team/tool/manifests/")));
    InventoryResult result = inventory("");
    assertThat(result.gapCount()).isEqualTo(1);
    assertThat(result.gaps())
        .singleElement()
        .asString()
        .startsWith(repository("team/tool") + ": " + stage.registry.address() + " answered 500");
    assertThat(stage.ledger.found.keySet()).containsExactly(stage.repository);
  }

  @Test
  void namesAMissingCatalogAsAGap() throws IOException {
    stage.image("1");
    stage.ledger.known.add(stage.repository);
    stage
        .behaviours()
        .inject(FaultRule.always(new Fault.ServerError(500)).on(RequestMatcher.path("_catalog")));
    InventoryResult result = inventory("");
    assertThat(result.gaps()).singleElement().asString().startsWith("the catalog of ");
    assertThat(stage.ledger.found).containsKey(stage.repository);
  }

  @Test
  void waitsWhereTheRegistryAsksForPatience() throws IOException {
    stage.image("1");
    stage
        .behaviours()
        .inject(FaultRule.always(Fault.TooManyRequests.retryAfter(Duration.ofSeconds(20))));
    assertThat(TestStage.failure(() -> inventory("")).getType()).isEqualTo("THROTTLED");
    assertThat(stage.ledger.found).isEmpty();
  }

  private InventoryResult inventory(String path) {
    return stage
        .activities()
        .inventory(
            new InventoryRequest("prod", prefix(path), Instant.parse("2026-11-01T00:00:00Z")));
  }

  private RepositoryPrefix prefix(String path) {
    return new RepositoryPrefix(stage.registry.address(), path);
  }

  private Repository repository(String path) {
    return new Repository(stage.registry.address(), path);
  }

  private Manifest other(String path) throws IOException {
    SampleImages images =
        new SampleImages(OciLayout.openOrCreate(directory.resolve(path)), path.hashCode());
    Manifest image = images.image(TestStage.AMD64, 10);
    images.tag(image, new Tag("1"));
    return image;
  }
}
