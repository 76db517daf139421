package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Reference;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.OrderLimits;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import dev.laytime.worker.ledger.ObjectSettings.Held;
import dev.laytime.worker.ledger.ObjectSettings.ObjectSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tenant's source of use, which speaks of what is below its prefixes alone. */
class ScopesTest extends LedgerTest {

  private static final String TENANT = "shop.other";
  private static final Instant DEADLINE = START.plus(GRACE);
  private static final Instant NOW = DEADLINE.plusSeconds(10);
  private static final Reference OURS = Reference.parse("reg:5000/demo/shop/app:1");
  private static final LedgerSettings SETTINGS =
      new LedgerSettings(
          List.of(
              stage()
                  .external("**")
                  .retention(new RetentionRule(List.of(), List.of(), null, null, 3))
                  .settings()),
          List.of(new SourceSettings("git", "directory", SCAN)),
          List.of(HUB),
          List.of(),
          new OwnKindSettings(true, false));

  @BeforeEach
  void take() {
    register();
    owned();
    take(source("shop"));
    activities.remember(life(APP, 1, unused(), DIGEST));
    learn(APP, DIGEST);
    activities.remember(life(OURS, 1, unused(), DIGEST));
    learn(OURS, DIGEST);
    trusted(DEADLINE.plusSeconds(1), OTHER);
  }

  @Test
  void blocksWhatIsBelowItsPrefixesAloneUntilItWasScanned() {
    assertThat(inquiry(APP)).isInstanceOf(Inquiry.Proven.class);
    assertThat(reasons(OURS)).singleElement().asString().contains(TENANT, "never scanned");

    scans.publish(TENANT, DEADLINE.minus(GRACE), listing(OTHER));
    scans.publish(TENANT, DEADLINE.plusSeconds(1), listing(List.of("jobs: forbidden"), OTHER));
    assertThat(inquiry(APP)).isInstanceOf(Inquiry.Proven.class);
    assertThat(reasons(OURS)).singleElement().asString().contains(TENANT, "jobs: forbidden");
  }

  @Test
  void keepsWhatItNamesBelowItsPrefixesAlone() {
    scans.publish(TENANT, DEADLINE.minus(GRACE), listing(OTHER));
    scans.publish(TENANT, DEADLINE.plusSeconds(1), listing(APP.text(), OURS.text(), digestOf(APP)));

    assertThat(telling.unsaid(TENANT, 2)).extracting(Telling.Said::image).containsExactly(OURS);
    assertThat(inquiry(APP)).isInstanceOf(Inquiry.Proven.class);
    assertThat(reasons(OURS)).singleElement().asString().contains("named by " + TENANT);
    assertThat(removals.roots(APP.repository(), Set.of("image/" + APP))).isEmpty();
  }

  @Test
  void makesNoRollbackTargetsElsewhere() {
    scans.publish(TENANT, DEADLINE.minus(GRACE), listing(APP.text(), OURS.text()));
    scans.publish(TENANT, DEADLINE.plusSeconds(1), listing(OTHER));

    assertThat(inquiry(APP)).isInstanceOf(Inquiry.Proven.class);
    assertThat(reasons(OURS)).isNotEmpty().allMatch(reason -> reason.contains("rollback"));
  }

  @Test
  void speaksForEverybodyWhereThePlatformOwnsIt() {
    take(source());

    assertThat(reasons(APP)).singleElement().asString().contains("never scanned");
  }

  @Test
  void blocksOnceItsObjectIsGoneUntilAPersonRemovesIt() {
    assertThat(register().sources()).containsExactly("git", TENANT);
    takeNothing();
    assertThat(register().sources()).containsExactly("git");

    assertThat(inquiry(APP)).isInstanceOf(Inquiry.Proven.class);
    assertThat(reasons(OURS))
        .singleElement()
        .asString()
        .contains("laytime sources remove " + TENANT + " --confirm");
  }

  @Test
  void isFoundByItsNameForWhoeverScansIt() {
    assertThat(ledger.objectRegistration().source(TENANT).map(ObjectSource::content))
        .isEqualTo(Optional.of("what to read"));
    assertThat(ledger.objectRegistration().source("git")).isEmpty();
  }

  @Test
  void givesItsLivesNoOrders() {
    activities.remember(life(OURS, 1, new LifeState.Present(), DIGEST));
    scans.publish(TENANT, DEADLINE.minus(GRACE), listing("reg:5000/demo/hub/new:1"));

    assertThat(telling.unsaid(TENANT, 1)).isEmpty();
  }

  @ParameterizedTest(name = "one that {0} may, by an object that says {1}: {2}")
  @CsvSource({"shop, team-a, true", "team-a, team-a, false", "team-a, shop, false"})
  void ordersForItsOwnNamespaceWhateverItsObjectsSay(
      String allowed, String namespace, boolean orders) {
    MirrorRule rule =
        rule("reg:5000/demo/shop", "quay.io")
            .limitedTo(new OrderLimits(List.of("**"), List.of(allowed)));
    var _ =
        ledger
            .registration()
            .register(
                new LedgerSettings(
                    SETTINGS.stages(),
                    SETTINGS.sources(),
                    List.of(rule),
                    List.of(),
                    SETTINGS.ownKinds()),
                clock.instant());
    scans.publish(
        TENANT,
        DEADLINE.minus(GRACE),
        new Listing(
            "cluster",
            "abc",
            "all",
            List.of(
                new NamedImage(
                    OURS,
                    new Usage(
                        TENANT, "apps/v1", "Deployment", namespace, "web", "app", "template", ""))),
            List.of()));

    assertThat(telling.unsaid(TENANT, 1))
        .singleElement()
        .satisfies(said -> assertThat(said.word().keepsOnly()).isEqualTo(!orders));
  }

  private static String digestOf(Reference image) {
    return image.repository() + "@" + DIGEST;
  }

  private Inquiry inquiry(Reference image) {
    return evidence(image, DIGEST, RemovalKind.QUARANTINE, DEADLINE, NOW).inquiry();
  }

  private List<String> reasons(Reference image) {
    return inquiry(image) instanceof Inquiry.Later(_, var reasons, _) ? reasons : List.of();
  }

  private Registration.Changes register() {
    return ledger.registration().register(SETTINGS, clock.instant());
  }

  @Test
  void takesOverNoSourceThatConfigurationLost() {
    register(List.of(new SourceSettings("git", "directory", SCAN), configured()));
    register();
    assertThat(reasons(APP)).singleElement().asString().contains("shop.lost");

    take(new ObjectSource("shop/lost", configured("shop"), "what to read"));
    assertThat(reasons(APP)).singleElement().asString().contains("shop.lost");
    assertThat(ledger.objectRegistration().otherSources()).containsExactly("git", "shop.lost");
  }

  @Test
  void asksAboutNoLessWhereItsNamespaceBecomesATenants() {
    take(source());
    assertThat(reasons(APP)).singleElement().asString().contains(TENANT);

    take(source("shop"));
    assertThat(reasons(APP)).singleElement().asString().contains(TENANT);
  }

  private static SourceSettings configured(String... parts) {
    return new SourceSettings(
        "shop.lost",
        "cluster",
        SCAN,
        List.of(parts).stream()
            .map(part -> RepositoryPrefix.parse("reg:5000/demo/" + part))
            .toList());
  }

  private Registration.Changes register(List<SourceSettings> sources) {
    return ledger
        .registration()
        .register(
            new LedgerSettings(
                SETTINGS.stages(),
                sources,
                SETTINGS.rules(),
                SETTINGS.adapters(),
                SETTINGS.ownKinds()),
            clock.instant());
  }

  private void takeNothing() {
    take(new ObjectSource[0]);
  }

  private void take(ObjectSource... sources) {
    var _ =
        ledger
            .objectRegistration()
            .take(
                new ObjectSettings(List.of(), List.of(), List.of(), List.of(sources), Held.NONE),
                "cluster a",
                SETTINGS,
                clock.instant());
  }

  private static ObjectSource source(String... parts) {
    return new ObjectSource(
        "shop/other",
        new SourceSettings(
            TENANT,
            "cluster",
            SCAN,
            List.of(parts).stream()
                .map(part -> RepositoryPrefix.parse("reg:5000/demo/" + part))
                .toList()),
        "what to read");
  }
}
