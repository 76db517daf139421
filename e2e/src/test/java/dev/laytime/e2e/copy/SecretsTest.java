package dev.laytime.e2e.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.Histories;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a worker was trusted with, after copies that went well, failed and were refused: nobody
 * reads it anywhere, and not in the log of a worker that logs all it can.
 */
@ExtendWith(ProvingGround.class)
final class SecretsTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  /** Of the HTTP API, and something that stands in each. */
  private static final Map<String, String> VIEWS =
      Map.of(
          "info", "temporal",
          "images", "prod/app",
          "plan", "breakers",
          "sources", "closed",
          "stages", "prod");

  private static Vault vault;
  private static PostgresServer postgres;
  private static TemporalServer temporal;
  private static LaytimeWorker worker;
  private static LaytimeApi api;
  private static LaytimeCli cli;

  @BeforeAll
  static void start(Workspace workspace) {
    vault = new Vault(workspace);
    try (Images images = new Images(workspace.directory("images"))) {
      images.index(vault.open(), "there/app", "1", List.of("amd64", "arm64"), 2, 10_000);
    }
    postgres = PostgresServer.start(workspace);
    temporal = TemporalServer.start(workspace);
    worker = vault.worker(temporal, postgres);
    api = workspace.keep(new LaytimeApi(worker.server()));
    cli = LaytimeCli.beside(workspace, worker);
  }

  /**
   * Something that can be read.
   *
   * @param control what stands in it, by which it is seen that it is searched
   */
  private record Place(String name, String text, String control) {}

  @Test
  void areNowhereToBeRead() {
    String source = vault.byPassword().image("there/app:1");
    String copied = vault.byLogin().image("copies/app:1");
    List<Execution> well =
        finish(
            cli.start("mirror", "-o", "json", source, copied),
            cli.start("mirror", source, vault.byRefreshing().image("copies/app:1")));
    List<Execution> badly =
        finish(
            cli.start("mirror", vault.misjudged() + "/there/app:1", copied),
            cli.start("mirror", source, vault.byLogin().image("closed/app:1")),
            cli.start(
                "mirror",
                vault.astray().image("there/app:1"),
                vault.open().image("copies/astray:1")));
    Execution approval =
        cli.run(
            "sources", "approve", "apps", "--scan=999", "--token-file=" + vault.file(Vault.API));
    Await.until("the stage's image is there", SOON, () -> api.state(staged()).equals("PRESENT"));
    Await.until("the closed source was asked", SOON, vault::wasAskedForTheSource);

    assertThat(well).extracting(Execution::exitCode).containsOnly(0);
    assertThat(badly).extracting(Execution::exitCode).containsOnly(1);
    assertThat(vault.wasMisjudged()).as("the helper's password was tried").isTrue();
    assertThat(vault.wasLedAstray()).as("the signed address was asked").isTrue();
    assertThat(approval.errors()).as("the token was taken").contains("not #999");
    List<Execution> all = new ArrayList<>(well);
    all.addAll(badly);
    all.add(approval);
    List<Place> places = places(all);
    assertThat(places)
        .allSatisfy(place -> assertThat(place.text()).as(place.name()).contains(place.control()));
    assertThat(places.stream().flatMap(SecretsTest::findings)).isEmpty();
  }

  private static List<Execution> finish(LaytimeCli.Run... runs) {
    return Stream.of(runs).map(LaytimeCli.Run::finish).toList();
  }

  private static String staged() {
    return vault.byLogin().image("prod/app:1");
  }

  private static List<Place> places(List<Execution> commands) {
    List<Place> places = new ArrayList<>();
    places.add(new Place("histories", Histories.of(temporal), "copies/app"));
    places.add(new Place("log", Workspace.read(worker.process().output()), "copies/app"));
    places.add(new Place("ledger", postgres.dump(), staged()));
    places.add(new Place("why", api.life(staged()).toString(), staged()));
    VIEWS.forEach(
        (view, control) -> places.add(new Place(view, api.text("/api/v1/" + view), control)));
    places.add(new Place("metrics", api.text("/actuator/prometheus"), "laytime_copies_total"));
    places.add(new Place("health", api.text("/actuator/health"), "pollers"));
    places.add(
        new Place(
            "commands",
            commands.stream().map(Execution::toString).collect(Collectors.joining("\n")),
            "copies/app"));
    return places;
  }

  private static Stream<String> findings(Place place) {
    return vault.canaries().stream()
        .filter(canary -> canary.forms().anyMatch(place.text()::contains))
        .map(canary -> canary.secret() + " in " + place.name());
  }
}
