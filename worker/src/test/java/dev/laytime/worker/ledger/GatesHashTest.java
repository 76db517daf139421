package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Tag;
import dev.laytime.mirror.TagPattern;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import java.lang.reflect.RecordComponent;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatesHashTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private static final List<Gate> GATES =
      List.of(
          new Gate.Signed("signed", "team"),
          new Gate.Attested("built", "team", "https://slsa.dev/provenance/v1"),
          new Gate.Soaked("soaked", HOUR),
          new Gate.Checked("smoke"),
          new Gate.Approved(
              "people", 2, true, List.of("ann", "bob"), "kubernetes", List.of("oidc https://a.b")),
          new Gate.Commanded("command", List.of("/opt/smoke", "--fast"), HOUR),
          new Gate.Worked("job", "smoke", HOUR),
          new Gate.Opened(
              "open",
              List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
              LocalTime.of(9, 0),
              LocalTime.of(17, 0),
              ZoneOffset.UTC));

  private static final PathFit NOWHERE = new PathFit(List.of());

  private static final PromotionPath PATH =
      new PromotionPath(
          "release",
          "staging",
          "prod",
          List.of("eu", "us"),
          List.of("team/**", "shop/*"),
          List.of(new TagPattern.Range(">=1.0"), new TagPattern.Exact(new Tag("1"))),
          GATES,
          List.of("latest", "{major}"),
          false,
          3,
          Duration.ofDays(7),
          PromotionPath.Automatic.NONE,
          List.of("apps", "more"),
          "one");

  @Test
  void isTheSameOnEveryWorkerAndInEveryRelease() {
    assertThat(hash(PATH))
        .isEqualTo("7c8880ff7f4e8f5346f377d3de056de6de91a82c53648e2e6523e59271c115e9");
  }

  /** Whatever a path or a gate gets besides must be in the hash, or changes unseen. */
  @Test
  void isAnotherOneForAnotherValueOfAnything() throws ReflectiveOperationException {
    Map<String, String> hashes = new HashMap<>();
    hashes.put(hash(PATH), "the path");
    for (RecordComponent component : PromotionPath.class.getRecordComponents()) {
      if (!component.getName().equals("gates")) {
        PromotionPath other = (PromotionPath) with(PATH, component);
        assertThat(hashes.put(hash(other), component.getName())).as(component.toString()).isNull();
      }
    }
    for (int i = 0; i < GATES.size(); i++) {
      for (RecordComponent component : GATES.get(i).getClass().getRecordComponents()) {
        List<Gate> gates = new ArrayList<>(GATES);
        gates.set(i, (Gate) with(GATES.get(i), component));
        assertThat(hashes.put(hash(withGates(gates)), component.getName()))
            .as(component.toString())
            .isNull();
      }
    }
  }

  @Test
  void isTheSameInWhateverOrderThatMakesNoDifference() {
    PromotionPath turned =
        new PromotionPath(
            PATH.name(),
            PATH.from(),
            PATH.to(),
            PATH.replicas().reversed(),
            PATH.repositories().reversed(),
            PATH.tags().reversed(),
            PATH.gates(),
            PATH.floating().reversed(),
            PATH.moves(),
            PATH.keepLast(),
            PATH.expiry(),
            PATH.automatic(),
            PATH.git().reversed(),
            PATH.line());
    assertThat(hash(turned)).isEqualTo(hash(PATH));
    assertThat(hash(withGates(GATES.reversed()))).isNotEqualTo(hash(PATH));
  }

  @Test
  void isAnotherOneWhereAStageIsElsewhere() {
    Map<String, String> places =
        Map.of("staging", "a/staging", "prod", "a/prod", "eu", "eu/prod", "us", "us/prod");
    Map<String, String> hashes = new HashMap<>();
    hashes.put(GatesHash.of(PATH, at(places), List.of()), "as it was");
    for (String stage : places.keySet()) {
      Map<String, String> others = new HashMap<>(places);
      others.put(stage, "elsewhere/" + stage);
      assertThat(hashes.put(GatesHash.of(PATH, at(others), List.of()), stage)).as(stage).isNull();
    }
  }

  private static PathFit at(Map<String, String> places) {
    return new PathFit(
        places.entrySet().stream()
            .map(place ->
                LedgerTest.stage().name(place.getKey(), "reg:5000/" + place.getValue()).settings())
            .map(settings -> new StageRow(settings, "1", null, null, List.of(), null))
            .toList());
  }

  @Test
  void isAnotherOneForOtherSettingsOfWhatGatesName() {
    assertThat(GatesHash.of(PATH, NOWHERE, named("sha256:a")))
        .isNotEqualTo(GatesHash.of(PATH, NOWHERE, named("sha256:b")))
        .isNotEqualTo(hash(PATH));
  }

  private static List<GateSettings.Named> named(String key) {
    return List.of(new GateSettings.Named("verifier team", List.of("keys", key)));
  }

  private static String hash(PromotionPath path) {
    return GatesHash.of(path, NOWHERE, List.of());
  }

  private static PromotionPath withGates(List<Gate> gates) {
    return new PromotionPath(
        PATH.name(),
        PATH.from(),
        PATH.to(),
        PATH.replicas(),
        PATH.repositories(),
        PATH.tags(),
        gates,
        PATH.floating(),
        PATH.moves(),
        PATH.keepLast(),
        PATH.expiry(),
        PATH.automatic(),
        PATH.git(),
        PATH.line());
  }

  /** The same record with one component of another value. */
  private static Object with(Object record, RecordComponent changed)
      throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Object value = components[i].getAccessor().invoke(record);
      values[i] = components[i].getName().equals(changed.getName()) ? other(value) : value;
    }
    return record
        .getClass()
        .getDeclaredConstructor(
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
        .newInstance(values);
  }

  private static Object other(Object value) {
    return switch (value) {
      case String text -> text + "2";
      case Integer number -> number + 1;
      case Boolean flag -> !flag;
      case Duration time -> time.plusHours(1);
      case LocalTime time -> time.plusHours(1);
      case ZoneOffset _ -> ZoneOffset.ofHours(1);
      case PromotionPath.Automatic _ -> PromotionPath.Automatic.SEEN;
      case List<?> list -> list.subList(0, list.size() - 1);
      default -> throw new IllegalArgumentException(value.toString());
    };
  }
}
