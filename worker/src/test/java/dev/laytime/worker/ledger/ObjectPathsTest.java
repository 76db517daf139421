package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.PromotionOrders;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.ledger.ObjectSettings.Held;
import dev.laytime.worker.ledger.ObjectSettings.ObjectPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Paths that objects say beside those of configuration. */
class ObjectPathsTest extends PromotingTest {

  private static final Map<String, String> TENANTS = Map.of("shop", "all", "a", "a", "b", "b");
  private static final Map<String, String> NARROWER = Map.of("shop", "less");

  private final PromotionPaths paths = ledger.promotions();

  @Test
  void areThereForAsLongAsTheirObjectIs() {
    register(TENANTS, "reg:5000/prod");
    take(object("shop/release", 1, path().name("shop.release")));
    assertThat(names()).containsExactly("shop.release");
    assertThat(ledger.objectRegistration().otherPaths()).isEmpty();

    register(TENANTS, "reg:5000/prod");
    assertThat(names()).as("a start without the cluster").containsExactly("shop.release");

    take();
    assertThat(names()).isEmpty();
    assertThat(database.rows("promotion_paths")).as("what it promoted is remembered").hasSize(1);
  }

  @Test
  void giveWayToConfigurationAndToOlderOnes() {
    register(TENANTS, "reg:5000/prod", path().name("release").repositories("team/**"));
    take(
        object("a/young", 3, path().name("a.young").repositories("shop/**")),
        object("b/old", 2, path().name("b.old").repositories("shop/**")),
        object("c/same", 1, path().name("c.same").repositories("team/app")));

    assertThat(names()).containsExactly("b.old", "release");
    assertThat(ledger.objectRegistration().otherPaths()).containsExactly("release");
  }

  @Test
  void areNotJudgedYetWhereAStageWasPutElsewhere() {
    register(TENANTS, "reg:5000/prod");
    take(object("shop/release", 1, path().name("shop.release")));

    register(TENANTS, "reg:5000/vault");
    assertThatThrownBy(this::orders).hasMessageContaining("is not judged by the configuration");
  }

  @Test
  void areNotJudgedYetWhereTheirNamespaceMayAnythingElse() {
    register(TENANTS, "reg:5000/prod");
    take(object("shop/release", 1, path().name("shop.release")));

    register(NARROWER, "reg:5000/prod");
    assertThatThrownBy(this::orders)
        .isInstanceOf(BusyException.class)
        .hasMessageContaining("path shop.release is not judged", "object shop/release");
    assertThat(names()).as("it is not gone").containsExactly("shop.release");

    take(object("shop/release", 1, path().name("shop.release")));
    assertThat(orders().path()).isNotNull();
  }

  @Test
  void letGoBackBeforeTheyAreJudged() {
    register(TENANTS, "reg:5000/prod");
    take(object("shop/release", 1, path().name("shop.release")));
    for (int i = 1; i <= 2; i++) {
      later(Duration.ofHours(1));
      remember(
          on("shop.release", PromotionOrder.Kind.PROMOTE, SOURCE.tagged(new Tag("1." + i)), i),
          PROMOTED);
    }

    register(NARROWER, "reg:5000/prod");
    assertThatThrownBy(this::orders).isInstanceOf(BusyException.class);
    PromotionOrder back =
        Objects.requireNonNull(
            ordering
                .back(new PromotionOrdering.RollbackWish("b1", TARGET, null, null, "ann"))
                .order());
    assertThat(back.path()).isEqualTo("shop.release");
    assertThat(promoting.orders(back).path()).isNotNull();
    assertThat(promoting.orders(back).forbidden()).isNull();
  }

  private static PromotionOrder on(
      String path, PromotionOrder.Kind kind, Reference source, int number) {
    Tag tag = Objects.requireNonNull(source.tag());
    return new PromotionOrder(
        "o" + number, path, kind, source, digest(number), "prod", TARGET.tagged(tag), "ann");
  }

  @Test
  void areGoneWhenTheirNamespaceMayHaveThemNoMore() {
    register(TENANTS, "reg:5000/prod");
    take(object("shop/release", 1, path().name("shop.release")));

    register(NARROWER, "reg:5000/prod");
    take();
    assertThat(orders().path()).isNull();
  }

  @Test
  void doNotCareWhatAnotherNamespaceMay() {
    register(TENANTS, "reg:5000/prod");
    take(object("shop/release", 1, path().name("shop.release")));

    register(Map.of("shop", "all", "till", "all"), "reg:5000/prod");
    assertThat(orders().path()).isNotNull();
  }

  @Test
  void giveWayToConfigurationBeforeTheyAreJudged() {
    register(TENANTS, "reg:5000/prod");
    take(object("shop/release", 1, path().name("shop.release")));

    register(NARROWER, "reg:5000/prod", path().name("release"));
    assertThat(orders().path()).isNull();
  }

  @Test
  void promoteNothingByThemselvesMeanwhileAndForgetNothing() {
    Path seen = path().name("shop.release").seen();
    register(TENANTS, "reg:5000/prod");
    take(object("shop/release", 1, seen));
    clock.set(clock.instant().plusSeconds(60));
    appears("team/app:1.0", 1);
    assertThat(promoting.round("shop.release").orders()).hasSize(1);

    clock.set(clock.instant().plusSeconds(60));
    register(NARROWER, "reg:5000/prod");
    assertThat(promoting.round("shop.release").wanted()).as("it may go on").isTrue();
    assertThat(promoting.round("shop.release").orders()).isEmpty();

    clock.set(clock.instant().plusSeconds(60));
    take(object("shop/release", 1, seen));
    assertThat(promoting.round("shop.release").orders()).hasSize(1);
  }

  @Test
  void stayWhereNobodyKnowsWhatTheySay() {
    register(TENANTS, "reg:5000/prod");
    take(object("shop/release", 1, path().name("shop.release")));

    take(Set.of("shop/release"));
    assertThat(names()).containsExactly("shop.release");

    register(NARROWER, "reg:5000/prod");
    take(Set.of("shop/release"));
    assertThatThrownBy(this::orders).hasMessageContaining("is not judged");
  }

  private PromotionOrders orders() {
    return promoting.orders(
        new PromotionOrder(
            "r1",
            "shop.release",
            PromotionOrder.Kind.PROMOTE,
            SOURCE.tagged(new Tag("1.0")),
            digest(1),
            "prod",
            TARGET.tagged(new Tag("1.0")),
            "ann"));
  }

  private List<String> names() {
    return paths.paths().stream().map(PromotionPath::name).toList();
  }

  private ObjectPath object(String object, int created, Path path) {
    PathSettings said = path.settings();
    return new ObjectPath(
        object,
        "2026-11-0%dT00:00:00Z".formatted(created),
        new PathSettings(said.path(), said.schedule(), object),
        Map.of(
            "dev", RepositoryPrefix.parse("reg:5000/dev"),
            "prod", RepositoryPrefix.parse("reg:5000/prod")),
        settings.ownKinds().judgedBy(object));
  }

  private LedgerSettings settings = settings(TENANTS, "reg:5000/prod");

  private void register(Map<String, String> tenants, String prod, Path... paths) {
    settings = settings(tenants, prod, paths);
    ledger.registration().register(settings, clock.instant());
  }

  private static LedgerSettings settings(Map<String, String> tenants, String prod, Path... paths) {
    return new LedgerSettings(
        Stream.of(stage().name("dev", "reg:5000/dev"), stage().name("prod", prod))
            .map(each -> each.settings())
            .toList(),
        List.of(),
        List.of(),
        List.of(),
        new OwnKindSettings(true, false, "here", tenants),
        List.of(),
        Stream.of(paths).map(Path::settings).toList());
  }

  private void take(ObjectPath... paths) {
    take(List.of(paths), Set.of());
  }

  private void take(Set<String> held) {
    take(List.of(), held);
  }

  private void take(List<ObjectPath> paths, Set<String> held) {
    assertThat(
            ledger
                .objectRegistration()
                .take(
                    new ObjectSettings(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        paths,
                        new Held(Set.of(), Set.of(), Set.of(), Set.of(), held)),
                    "cluster a",
                    settings,
                    clock.instant()))
        .isInstanceOf(ObjectRegistration.Answer.Taken.class);
  }
}
