package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.ledger.ObjectSettings.Held;
import dev.laytime.worker.ledger.ObjectSettings.ObjectPath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Paths that objects say beside those of configuration. */
class ObjectPathsTest extends PromotingTest {

  private static final String TENANTS = "tenants of now";

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
  void leadNowhereWhereAStageWasPutElsewhere() {
    register(TENANTS, "reg:5000/prod");
    take(object("shop/release", 1, path().name("shop.release")));

    register(TENANTS, "reg:5000/vault");
    assertThat(names()).isEmpty();
  }

  @Test
  void countForNobodyWhoJudgesByOtherTenants() {
    register(TENANTS, "reg:5000/prod");
    take(object("shop/release", 1, path().name("shop.release")));

    register("nobody", "reg:5000/prod");
    assertThat(names()).isEmpty();
  }

  @Test
  void stayWhereNobodyKnowsWhatTheySay() {
    register(TENANTS, "reg:5000/prod");
    take(object("shop/release", 1, path().name("shop.release")));

    take(Set.of("shop/release"));
    assertThat(names()).containsExactly("shop.release");
  }

  private List<String> names() {
    return paths.paths().stream().map(PromotionPath::name).toList();
  }

  private static ObjectPath object(String object, int created, Path path) {
    PathSettings said = path.settings();
    return new ObjectPath(
        object,
        "2026-11-0%dT00:00:00Z".formatted(created),
        new PathSettings(said.path(), said.schedule(), object),
        Map.of(
            "dev", RepositoryPrefix.parse("reg:5000/dev"),
            "prod", RepositoryPrefix.parse("reg:5000/prod")),
        TENANTS);
  }

  private LedgerSettings settings = settings(TENANTS, "reg:5000/prod");

  private void register(String judgedBy, String prod, Path... paths) {
    settings = settings(judgedBy, prod, paths);
    ledger.registration().register(settings, clock.instant());
  }

  private static LedgerSettings settings(String judgedBy, String prod, Path... paths) {
    return new LedgerSettings(
        Stream.of(stage().name("dev", "reg:5000/dev"), stage().name("prod", prod))
            .map(each -> each.settings())
            .toList(),
        List.of(),
        List.of(),
        List.of(),
        new OwnKindSettings(true, false, judgedBy),
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
