package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.ledger.Scans.Published;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScansTest extends LedgerTest {

  @BeforeEach
  void register() {
    configure(stage());
  }

  @Test
  void countsTheScansOfASourceFromOne() {
    assertThat(scan(START, OTHER)).isEqualTo(new Published(1, true, "", List.of()));
    assertThat(scan(START.plusSeconds(1), OTHER).number()).isEqualTo(2);
  }

  @Test
  void takesTheSameListingTwiceForOneScan() {
    Published first = scan(START, OTHER);
    var rows = database.rows();

    clock.pass(SCAN);
    assertThat(scan(START, "example.com/quite:another")).isEqualTo(first);
    assertThat(database.rows()).isEqualTo(rows);
  }

  @Test
  void isIncompleteWhereSomethingWasMissed() {
    assertThat(scans.publish("git", START, listing(List.of("a.yaml: not YAML"), OTHER)))
        .isEqualTo(new Published(1, false, "", List.of("a.yaml: not YAML")));
  }

  @Test
  void namesWhatWasSeenBetweenScansUntilTheSecondScanThatDoesNot() {
    scan(START, OTHER);

    assertThat(scans.add("git", List.of(named(OTHER), named(APP.text())))).isTrue();
    assertThat(namedByGit()).containsExactlyInAnyOrder(OTHER, APP.text());
    assertThat(scans.add("git", List.of(named(APP.text())))).as("it is known").isFalse();

    scan(START.plusSeconds(1), OTHER);
    assertThat(namedByGit()).as("that scan may have begun before").contains(APP.text());
    scan(START.plusSeconds(2), OTHER);
    assertThat(namedByGit()).containsExactly(OTHER);
  }

  @Test
  void namesWhatWasSeenAgainWhileAScanWentOnThatHadListedItsKind() {
    scan(START, OTHER, APP.text());

    assertThat(scans.add("git", List.of(named(APP.text())))).as("it is known").isFalse();
    scan(START.plusSeconds(1), OTHER);
    assertThat(namedByGit()).containsExactlyInAnyOrder(OTHER, APP.text());
    scan(START.plusSeconds(2), OTHER);
    assertThat(namedByGit()).containsExactly(OTHER);
  }

  @Test
  void takesOverWhatWasSeenBetweenScans() {
    scan(START, OTHER);
    scans.add("git", List.of(named(APP.text())));
    scan(START.plusSeconds(1), OTHER, APP.text());
    scan(START.plusSeconds(2), OTHER, APP.text());

    assertThat(namedByGit()).containsExactlyInAnyOrder(OTHER, APP.text());
  }

  @Test
  void tellsOnceWhatWasSeenBetweenScans() {
    scan(START, OTHER);
    scans.add("git", List.of(named(APP.text())));

    List<Telling.Said> unsaid = telling.unsaid("git", 0);
    assertThat(unsaid).extracting(Telling.Said::image).contains(APP);
    unsaid.forEach(telling::said);
    scan(START.plusSeconds(1), OTHER, APP.text());
    assertThat(telling.unsaid("git", 0)).isEmpty();
  }

  @Test
  void addsNothingToASourceThatNobodyRegistered() {
    assertThat(scans.add("cluster", List.of(named(APP.text())))).isFalse();
    assertThat(database.rows("scan_references")).isEmpty();
  }

  private List<String> namedByGit() {
    return ledger
        .sql()
        .read(
            "list what is named",
            () ->
                ledger
                    .sql()
                    .sql("SELECT reference FROM scan_references WHERE source = 'git'")
                    .query(String.class)
                    .list());
  }

  @Test
  void refusesASourceThatNobodyRegistered() {
    assertThatThrownBy(() -> scans.publish("cluster", START, listing(OTHER)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'cluster'");
    assertThat(database.rows("scans")).isEmpty();
  }

  @Test
  void isIncompleteWhereTheSourceIsAnotherOne() {
    scan(START, OTHER);

    Published changed = scans.publish("git", START.plusSeconds(1), elsewhere());

    assertThat(changed.complete()).isFalse();
    assertThat(changed.gaps())
        .singleElement()
        .asString()
        .contains("not the source that was registered", "/srv/other", "/srv/manifests");
    assertThat(scan(START.plusSeconds(2), OTHER).complete()).isTrue();
  }

  private static Listing elsewhere() {
    return new Listing("git /srv/other", "", "all", List.of(named(OTHER)), List.of());
  }

  @Test
  void doesNotLearnASourcesIdentityFromAnIncompleteScan() {
    scans.publish(
        "git", START, new Listing("git /srv/other", "", "all", List.of(), List.of("broken")));

    assertThat(scan(START.plusSeconds(1), OTHER).complete()).isTrue();
    assertThat(views.sources().sources().getFirst().identity()).isEqualTo("git /srv/manifests");
  }

  @Test
  void provesNothingWithoutSayingWhatItIsAListingOf() {
    Published published =
        scans.publish("git", START, new Listing("", "", "all", List.of(named(OTHER)), List.of()));

    assertThat(published.complete()).isFalse();
  }

  @Test
  void holdsAScanThatNamesNothing() {
    assertThat(scan(START).held()).contains("no image at all");
    scan(START.plusSeconds(1), OTHER);
    assertThat(scan(START.plusSeconds(2)).held()).contains("no image at all", "scan #2 named 1");
  }

  @Test
  void takesNothingForNothingOnceAPersonHasApprovedIt() {
    scan(START);
    wishes.approveScan("git", 1, "ann", START);

    assertThat(scan(START.plusSeconds(1)).held()).isEmpty();
  }

  @Test
  void holdsAScanThatNamesThirtyPercentFewerFromTenUp() {
    scan(START, images(10));
    assertThat(scan(START.plusSeconds(1), images(7)).held())
        .contains("7 images", "30 % fewer", "scan #1 with 10");
    assertThat(scan(START.plusSeconds(2), images(8)).held()).isEmpty();
  }

  @Test
  void takesNoEndOfPodsForALoss() {
    scans.publish("git", START, running(10, 10));

    assertThat(scans.publish("git", START.plusSeconds(1), running(10, 0)).held()).isEmpty();
    assertThat(scans.publish("git", START.plusSeconds(2), running(7, 20)).held())
        .contains("7 images", "30 % fewer", "scan #2 with 10");
  }

  @Test
  void comparesAllThatIsNamedWhereTheScanBeforeCountedNothingElse() {
    scans.publish("git", START, running(10, 10));
    ledger
        .sql()
        .change("age", () -> ledger.sql().sql("UPDATE scans SET written_count = NULL").update());

    assertThat(scans.publish("git", START.plusSeconds(1), running(10, 0)).held())
        .contains("10 images", "50 % fewer", "scan #1 with 20");
    assertThat(scans.publish("git", START.plusSeconds(2), running(5, 15)).held()).isEmpty();
  }

  /** So many images that somebody wrote, and so many digests that run. */
  private static Listing running(int written, int digests) {
    List<NamedImage> named =
        new ArrayList<>(Stream.of(images(written)).map(LedgerTest::named).toList());
    for (int i = 0; i < digests; i++) {
      NamedImage runs = named("example.com/other@" + digest(i), "web-" + i, "running");
      named.add(new NamedImage(runs.image(), runs.usage(), true));
    }
    return new Listing("git /srv/manifests", "abc", "all", named, List.of());
  }

  @Test
  void holdsAScanThatNamesLessBecauseItSelectsOtherwise() {
    selecting(START, "all", "example.com/a:1", "example.com/b:1", OTHER);

    Published narrowed = selecting(START.plusSeconds(1), "without dev", "example.com/a:1", OTHER);

    assertThat(narrowed.complete()).isTrue();
    assertThat(narrowed.held())
        .isEqualTo(
            "it selects otherwise than scan #1, and names 1 images less, as example.com/b:1;"
                + " now: looked without dev; before: looked all");
    assertThat(references()).containsExactly("a 2", "b 1", "other 2");
    assertThat(selecting(START.plusSeconds(2), "without dev", OTHER).held())
        .as("until somebody says so")
        .contains("scan #1, and names 2 images less, as example.com/a:1, example.com/b:1");

    wishes.approveScan("git", 3, "ann", START);
    assertThat(references()).containsExactly("other 3");
    assertThat(selecting(START.plusSeconds(3), "without dev", OTHER).held()).isEmpty();
  }

  @Test
  void doesNotHoldAScanThatSelectsOtherwiseAndNamesAsMuchOrMore() {
    selecting(START, "all", OTHER);

    assertThat(selecting(START.plusSeconds(1), "without dev", OTHER).held()).isEmpty();
    assertThat(selecting(START.plusSeconds(2), "all", OTHER, "example.com/a:1").held()).isEmpty();
  }

  @Test
  void doesNotHoldAScanThatNamesLessAndSelectsAsBefore() {
    selecting(START, "all", "example.com/a:1", OTHER);
    selecting(START.plusSeconds(1), "without dev", OTHER);

    assertThat(selecting(START.plusSeconds(2), "all", OTHER).held()).isEmpty();
  }

  @Test
  void missesWhatWasSeenSinceTheLastScanWhereTheNextSelectsOtherwise() {
    selecting(START, "all", OTHER);
    scans.add("git", List.of(named(APP.text())));

    assertThat(selecting(START.plusSeconds(1), "without dev", OTHER).held()).contains(APP.text());
  }

  @Test
  void holdsNothingBecauseOfAScanThatDidNotSayWhatItSelects() {
    scan(START, "example.com/a:1", OTHER);

    assertThat(selecting(START.plusSeconds(1), "all", OTHER).held()).isEmpty();
    assertThat(scan(START.plusSeconds(2)).held()).contains("no image at all");
  }

  @Test
  void saysOfALongSelectionAsMuchAsFits() {
    selecting(START, "x".repeat(5000), images(9));

    assertThat(selecting(START.plusSeconds(1), "y".repeat(5000), OTHER).held())
        .hasSizeLessThan(1000)
        .contains("now: looked yyy", "…; before: looked xxx");
  }

  @Test
  void holdsAScanThatLosesAnObjectOfWhichAnotherStillNeedsTheImage() {
    NamedImage shop = needed("Deployment", "shop", "web");
    NamedImage job = needed("Job", "ci", "test-1");
    selecting(START, "all", List.of(), shop, job);

    Published narrowed = selecting(START.plusSeconds(1), "without shop", List.of(), job);

    assertThat(narrowed.held())
        .isEqualTo(
            "it selects otherwise than scan #1, and names 1 objects less that need %s;"
                    .formatted(APP.text())
                + " now: looked without shop; before: looked all");
    assertThat(selecting(START.plusSeconds(2), "without shop", List.of(), job).held())
        .as("until somebody says so")
        .contains("scan #1, and names 1 objects less");
    assertThat(selecting(START.plusSeconds(3), "without shop", List.of()).held())
        .contains("names 1 images less, as " + APP.text());

    wishes.approveScan("git", 4, "ann", START);
    assertThat(references()).containsExactly("other 4");
  }

  @Test
  void losesNoObjectToAnIncompleteScanBeforeItSelectsOtherwise() {
    NamedImage shop = needed("Deployment", "shop", "web");
    NamedImage job = needed("Job", "ci", "test-1");
    selecting(START, "all", List.of(), shop, job);
    selecting(START.plusSeconds(1), "all", List.of("shop: 403"), job);

    assertThat(selecting(START.plusSeconds(2), "without shop", List.of(), job).held())
        .contains("names 1 objects less");
    assertThat(selecting(START.plusSeconds(3), "all", List.of(), job).held())
        .as("it selects as before")
        .isEmpty();
    assertThat(selecting(START.plusSeconds(4), "without shop", List.of(), job).held()).isEmpty();
  }

  @Test
  void holdsAScanWhereAsManyOtherObjectsNeedTheImage() {
    selecting(START, "all", List.of(), needed("Deployment", "shop", "web"));

    assertThat(
            selecting(
                    START.plusSeconds(1),
                    "without shop",
                    List.of(),
                    needed("Deployment", "ci", "web"))
                .held())
        .contains("names 1 objects less");
  }

  @Test
  void doesNotHoldAScanWhereAPodTookThePlaceOfAnotherInItsNamespace() {
    selecting(
        START, "all", List.of(), needed("Pod", "shop", "web-1"), needed("Pod", "ci", "job-1"));

    assertThat(
            selecting(
                    START.plusSeconds(1),
                    "without dev",
                    List.of(),
                    needed("Pod", "shop", "web-2"),
                    needed("Pod", "ci", "job-2"))
                .held())
        .isEmpty();
    assertThat(
            selecting(
                    START.plusSeconds(2),
                    "without shop",
                    List.of(),
                    needed("Pod", "ci", "job-3"),
                    needed("Pod", "ci", "job-4"))
                .held())
        .contains("names 1 objects less");
  }

  private static NamedImage needed(String kind, String namespace, String object) {
    return new NamedImage(
        APP, new Usage("git", "v1", kind, namespace, object, "app", "template", "a.yaml#1"));
  }

  private Published selecting(
      Instant startedAt, String selection, List<String> gaps, NamedImage... images) {
    List<NamedImage> named = new ArrayList<>(List.of(images));
    named.add(named(OTHER));
    return scans.publish(
        "git",
        startedAt,
        new Listing("git /srv/manifests", "abc", "looked " + selection, named, gaps, selection));
  }

  private Published selecting(Instant startedAt, String selection, String... images) {
    List<NamedImage> named = Stream.of(images).map(LedgerTest::named).toList();
    return scans.publish(
        "git",
        startedAt,
        new Listing(
            "git /srv/manifests", "abc", "looked " + selection, named, List.of(), selection));
  }

  @Test
  void comparesWithTheLastScanThatCounted() {
    scan(START, images(20));
    scan(START.plusSeconds(1), images(14));
    scans.publish("git", START.plusSeconds(2), listing(List.of("gap"), images(1)));

    assertThat(scan(START.plusSeconds(3), images(14)).held()).contains("scan #1 with 20");
  }

  @Test
  void doesNotCountPercentsBelowTen() {
    scan(START, images(9));

    assertThat(scan(START.plusSeconds(1), images(1)).held()).isEmpty();
  }

  @Test
  void provesNothingThatALaterScanDidNot() {
    scan(START.plusSeconds(10), OTHER);

    Published late = scan(START.plusSeconds(5), "example.com/late:1");

    assertThat(late.complete()).isFalse();
    assertThat(late.gaps()).containsExactly("a scan that started later was published before it");
    assertThat(database.rows("scan_references")).hasSize(2);
  }

  @Test
  void keepsWhatTheLastCompleteScanAndEveryLaterOneNamed() {
    scan(START, "example.com/a:1", "example.com/b:1");
    scans.publish("git", START.plusSeconds(1), listing(List.of("gap"), "example.com/c:1"));
    scans.publish("git", START.plusSeconds(2), listing(List.of("gap"), "example.com/a:1"));
    assertThat(references()).containsExactly("a 3", "b 1", "c 2");

    scan(START.plusSeconds(3), "example.com/b:1");
    assertThat(references()).containsExactly("b 4");
  }

  private List<String> references() {
    return ledger
        .sql()
        .read(
            "read",
            () ->
                ledger
                    .sql()
                    .sql("SELECT reference, number FROM scan_references ORDER BY reference")
                    .query((row, _) ->
                        Cells.reference(row, "reference").repository().path()
                            + " "
                            + row.getLong("number"))
                    .list());
  }

  @Test
  void keepsTheRowsOfAHundredScansAndOfTheLastCompleteOne() {
    scan(START, OTHER);
    for (int i = 1; i <= 120; i++) {
      scans.publish("git", START.plusSeconds(i), listing(List.of("gap"), OTHER));
    }

    assertThat(database.rows("scans")).hasSize(101);
    assertThat(views.sources().sources().getFirst().lastComplete()).isEqualTo(START);
  }

  @Test
  void cutsWhatIsTooLongAndStoresWhatPostgresqlCannot() {
    String endless = "x\0".repeat(100_000);
    Published published =
        scans.publish(
            "git",
            START,
            new Listing(
                "git /srv",
                endless,
                endless,
                List.of(named(OTHER, "n".repeat(100_000), endless)),
                IntStream.range(0, 1000).mapToObj(i -> i + endless).toList()));

    assertThat(published.gaps()).hasSize(500).allMatch(gap -> gap.length() <= 500);
  }

  @Test
  void storesADigestOfEitherLength() {
    String sha512 = "example.com/a@sha512:" + "ab".repeat(64);

    scan(START, sha512, "example.com/a:1@" + DIGEST);

    assertThat(database.rows("scan_references"))
        .anyMatch(row -> row.contains("digest=sha512:" + "ab".repeat(64)))
        .anyMatch(row -> row.contains("digest=" + DIGEST));
  }

  @Test
  void makesOneScanOfOneListingThatManyPublishAtOnce() throws Exception {
    List<Published> published = together(8, _ -> scan(START, OTHER));

    assertThat(published).containsOnly(new Published(1, true, "", List.of()));
    assertThat(database.rows("scans")).hasSize(1);
  }

  @Test
  void numbersScansThatArePublishedAtOnceOneAfterTheOther() throws Exception {
    List<Published> published = together(8, i -> scan(START.plusSeconds(i), OTHER));

    assertThat(published.stream().map(Published::number).sorted())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(published).anyMatch(Published::complete);
    Instant lastComplete = views.sources().sources().getFirst().lastComplete();
    assertThat(lastComplete).isEqualTo(START.plusSeconds(7));
  }
}
