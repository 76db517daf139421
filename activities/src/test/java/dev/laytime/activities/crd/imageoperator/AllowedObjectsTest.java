package dev.laytime.activities.crd.imageoperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.mirror.TagMirror;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which objects count, and where. */
class AllowedObjectsTest extends ImageOperatorRounds {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quay.io/org/app     | 1.2    | reg.test/team/App   | 1    | Invalid",
        "quay.io/org/app     | 1 2    | reg.test/team/app   | 1    | Invalid",
        "quay.io/org/app     | 1.2    | reg.test/team/app   | 1/2  | Invalid",
        "reg.test/team/app   | 1.2    | reg.test/team/app   | 1.2  | Invalid",
        "quay.io/org/app     | 1.2    | other.test/team/app | 1    | DestinationNotAllowed",
        "quay.io/org/app     | 1.2    | reg.test.evil/app   | 1    | DestinationNotAllowed",
        "lent.test/org/app   | 1.2    | reg.test/team/app   | 1    | SourceNotAllowed",
        "unsure.test/org/app | 1.2    | reg.test/team/app   | 1    | LoginUnknown",
        "quay.io/org/app     | 1.2    | reg.test/own/app    | 1    | Shadowed",
      })
  void refusesWhatNobodyAllowed(
      String source, String version, String destination, String tag, String reason)
      throws IOException {
    world.agreed.add(LoginHosts.NONE);
    image(
        "a",
        "'mode': 'Recurrent', 'source': {'name': '%s', 'version': '%s'}, 'destination': {'name':"
                .formatted(source, version)
            + " '%s', 'version': '%s'}".formatted(destination, tag));

    round();
    assertThat(ready("a")).endsWith(" " + reason);
    assertThat(world.mirrors).isEmpty();
  }

  @Test
  void readsWithALoginWhereSomebodySaidSo() throws IOException {
    settings =
        new ImageOperatorSettings(
            List.of(), List.of("reg.test/**"), List.of("lent.test/org/*"), null);
    image("a", "'mode': 'Recurrent', " + EXACT.replace("quay.io", "lent.test"));

    round();
    assertThat(world.mirrors).hasSize(1);
  }

  @Test
  void writesNowhereElseWhereSomebodySaidWhere() throws IOException {
    settings = new ImageOperatorSettings(List.of(), List.of("other.test/**"), List.of(), null);
    image("a", "'mode': 'Recurrent', " + EXACT);

    round();
    assertThat(ready("a")).isEqualTo("False DestinationNotAllowed");
  }

  @Test
  void writesToTheHostsOfTheLogin() throws IOException {
    settings = new ImageOperatorSettings(List.of(), List.of(), List.of(), null);
    image("a", "'mode': 'Recurrent', " + EXACT);
    round();
    assertThat(world.mirrors).as("the one host that all agreed on at first").hasSize(1);

    image("b", "'mode': 'Recurrent', " + EXACT.replace("reg.test", "evil.test"));
    round();
    assertThat(world.mirrors).as("later objects change nothing").hasSize(1);
    assertThat(ready("b")).isEqualTo("False DestinationNotAllowed");
  }

  @Test
  void agreesOnNothingWhereNotAllObjectsDo() throws IOException {
    image("a", "'mode': 'Recurrent', " + EXACT);
    image("b", "'mode': 'Recurrent', " + EXACT.replace("quay.io", "ghcr.io"));
    round();
    assertThat(world.agreed).containsExactly(new LoginHosts(Set.of(), Set.of("reg.test")));
  }

  @Test
  void agreesOnNothingWhereOneCannotBeUnderstood() throws IOException {
    image("a", "'mode': 'Recurrent', " + EXACT);
    image("b", "'mode': 'Sometimes', " + EXACT);
    round();
    assertThat(world.agreed).containsExactly(LoginHosts.NONE);
    assertThat(ready("b")).isEqualTo("False InvalidSpec");
  }

  @Test
  void countsOnlyNamespacesThatMay() throws IOException {
    settings =
        new ImageOperatorSettings(List.of("team-*"), List.of("reg.test/**"), List.of(), null);
    image("a", "'mode': 'Recurrent', " + EXACT);

    round();
    assertThat(ready("a")).isEqualTo("False NotAllowed");
  }

  @Test
  void leavesATagToTheOldestObject() throws IOException {
    image("young", "2026-10-02", "'mode': 'Recurrent', " + EXACT.replace("1.2", "1.3"));
    image("old", "2026-10-01", "'mode': 'Recurrent', " + EXACT);

    round();
    assertThat(world.mirrors)
        .extracting(TagMirror::name)
        .containsExactly("image-operator/shop/old");
    assertThat(ready("young")).isEqualTo("False Shadowed");
    assertThat(message("young")).contains("Image shop/old").contains("reg.test/org/app:stable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quay.io/org/app | 1.2.x | quay.io/org/app | 1.x.x | false",
        "quay.io/org/app | 1.2.x | quay.io/org/app | 1.2.x | true",
        "quay.io/org/app | 1.2.x | ghcr.io/org/app | 1.x.x | true",
        "quay.io/org/app | 1.2.x | ghcr.io/org/app | 1.3.x | false",
        "quay.io/org/app | 1.2.x | ghcr.io/org/app | 1.2.7 | true",
        "quay.io/org/app | 1.2.x | ghcr.io/org/app | 1.3.7 | false",
      })
  void tellsPatternsThatMeetFromOthers(
      String one, String first, String other, String second, boolean shadowed) throws IOException {
    String form =
        "'mode': 'Recurrent', 'source': {'name': '%s', 'version': '%s'},"
            + " 'destination': {'name': 'reg.test/app', 'version': '%s'}";
    image("old", "2026-10-01", form.formatted(one, first, first));
    image("young", "2026-10-02", form.formatted(other, second, second));

    round();
    assertThat(ready("young").contains("Shadowed")).isEqualTo(shadowed);
  }

  @Test
  void writesNothingWhileImageOperatorItselfRuns() throws IOException {
    image("a", "'mode': 'Recurrent', " + EXACT);
    cluster.put(
        DEPLOYMENTS,
        """
        {'metadata': {'namespace': 'ops', 'name': 'io'},
         'spec': {'template': {'spec': {'containers': [
           {'image': 'mirror.test/tchoupinax/image-operator:v2.18.2'}]}}},
         'status': {'readyReplicas': 1}}
        """);

    assertThat(adapter().round(cluster).trouble()).contains("ops/io has ready replicas");
    assertThat(cluster.writes).isEmpty();
    assertThat(world.told).isZero();
  }

  @Test
  void changesNothingWhereNotAllCanBeRead() {
    cluster.refuse("/apis/apps/v1/deployments");

    assertThatThrownBy(() -> adapter().round(cluster)).isInstanceOf(IOException.class);
    assertThat(world.told).isZero();
  }

  @Test
  void changesNothingForAnotherWorkersAdapter() throws IOException {
    image("a", "'mode': 'Recurrent', " + EXACT);
    world.other = true;

    assertThat(adapter().round(cluster).trouble()).contains("another worker");
    assertThat(world.told).isZero();
  }

  @Test
  void saysWhatToSetWhereALoginIsForNoHost() throws IOException {
    world.note = "CREDS_SOURCE_USERNAME is used nowhere: set LAYTIME_COMPAT_SOURCE_HOSTS";
    image("a", "'mode': 'Recurrent', " + EXACT);

    round();
    assertThat(message("a")).contains("LAYTIME_COMPAT_SOURCE_HOSTS");
  }
}
