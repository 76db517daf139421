package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.usage.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NamingObjectsTest {

  private static Usage usage(
      String kind, @Nullable String namespace, String name, String container, String place) {
    return new Usage("git", "v1", kind, namespace, name, container, "template", place);
  }

  private static NamingObjects of(Usage... usages) {
    return NamingObjects.of(List.of(usages));
  }

  private static final Usage WEB = usage("Deployment", "shop", "web", "app", "a.yaml#1");
  private static final Usage POD = usage("Pod", "shop", "web-1", "app", "");

  @Test
  void missesWhatIsNotThere() {
    NamingObjects other = of(usage("Deployment", "ci", "web", "app", "a.yaml#1"));

    assertThat(of(WEB).missingAmong(of(WEB))).isZero();
    assertThat(of(WEB).missingAmong(other)).isOne();
    assertThat(of(WEB).missingAmong(of(usage("Deployment", null, "web", "app", "a.yaml#1"))))
        .isOne();
    assertThat(of(WEB, POD).missingAmong(NamingObjects.none())).isEqualTo(2);
    assertThat(NamingObjects.none().missingAmong(of(WEB))).isZero();
    assertThat(of(WEB).missingAmong(other.with(of(WEB)))).isZero();
  }

  @Test
  void countsAnObjectOncePerPlaceWhateverOfItNeedsTheImage() {
    NamingObjects twice = of(WEB, usage("Deployment", "shop", "web", "app", "b.yaml#1"));

    assertThat(of(WEB, usage("Deployment", "shop", "web", "init", "a.yaml#1"))).isEqualTo(of(WEB));
    assertThat(twice.missingAmong(of(WEB))).isOne();
  }

  @Test
  void tellsPodsApartByNamespaceAlone() {
    NamingObjects two = of(POD, usage("Pod", "shop", "web-2", "app", ""));

    assertThat(of(POD).missingAmong(of(usage("Pod", "shop", "web-3", "app", "")))).isZero();
    assertThat(of(POD).missingAmong(of(usage("Pod", "ci", "web-1", "app", "")))).isOne();
    assertThat(two.missingAmong(of(POD))).isOne();
  }

  @Test
  void readsWhatItWrites() {
    NamingObjects objects = of(WEB, POD, usage("Pod", "shop", "web-2", "app", ""));

    assertThat(NamingObjects.parse(objects.text())).isEqualTo(objects);
    assertThat(NamingObjects.parse("")).isEqualTo(NamingObjects.none());
  }
}
