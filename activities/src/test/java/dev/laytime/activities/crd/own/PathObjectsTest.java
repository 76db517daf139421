package dev.laytime.activities.crd.own;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.FakeCluster;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Paths of promotions as they stand in a cluster. */
class PathObjectsTest {

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private final FakeCluster cluster = new FakeCluster();
  private final List<Taken> taken = new ArrayList<>();

  private final OwnKindsAdapter adapter =
      new OwnKindsAdapter(
          new OwnKindsAdapter.Worker() {
            @Override
            public Surroundings surroundings() {
              RepositoryPrefix all = RepositoryPrefix.parse("reg.example.com");
              return new Surroundings(
                  new Tenancy(
                      "laytime",
                      List.of(),
                      List.of(
                          new Tenancy.Tenant(
                              "early",
                              List.of(all),
                              List.of(),
                              new Tenancy.Given(
                                  List.of("dev"), List.of("prod"), List.of(), List.of())))),
                  Map.of(
                      "dev", RepositoryPrefix.parse("reg.example.com/dev"),
                      "prod", RepositoryPrefix.parse("reg.example.com/prod")),
                  Set.of(),
                  Set.of(),
                  Map.of(),
                  PathPlanTest.GROUND);
            }

            @Override
            public String take(Taken now) {
              taken.add(now);
              return "";
            }

            @Override
            public void sweepNow(String stage) {}

            @Override
            public void scanNow(String source) {}
          },
          new EventWriter("worker", () -> NOW),
          () -> NOW);

  @Test
  void countTheOldestFirst() throws IOException {
    path("laytime", "a", 3, "shop/**");
    path("laytime", "b", 2, "shop/app");

    assertThat(counted()).containsExactly("laytime.b");
    assertThat(stands("laytime", "a")).isEqualTo("False Shadowed");
    assertThat(stands("laytime", "b")).isEqualTo("True InForce");
    assertThat(cluster.events("laytime")).hasSize(2);
  }

  @Test
  void takeNothingFromThePlatformThoughTheyAreOlder() throws IOException {
    path("early", "a", 1, "shop/**");
    path("laytime", "b", 2, "shop/app");

    assertThat(counted()).containsExactly("laytime.b");
  }

  @Test
  void stayAsTheyWereWhereTheyAreNotUnderstood() throws IOException {
    put("laytime", "odd", 1, "'from': ['dev'], 'to': 'prod'");

    assertThat(counted()).isEmpty();
    assertThat(taken.getLast().held())
        .containsExactly(new Taken.Held("PromotionPath", "laytime/odd"));
    assertThat(stands("laytime", "odd")).isEqualTo("False InvalidSpec");
  }

  private List<String> counted() throws IOException {
    assertThat(adapter.round(cluster).trouble()).isEmpty();
    return taken.getLast().paths().stream().map(each -> each.path().name()).toList();
  }

  private void path(String namespace, String name, int day, String repositories)
      throws IOException {
    put(
        namespace,
        name,
        day,
        "'from': 'dev', 'to': 'prod', 'repositories': ['%s']".formatted(repositories));
  }

  private void put(String namespace, String name, int day, String spec) throws IOException {
    cluster.put(
        OwnKindsAdapter.PATHS,
        ("{'metadata': {'namespace': '%s', 'name': '%s', 'creationTimestamp': '%s'}, 'spec':"
                + " {%s}}")
            .formatted(namespace, name, "2026-11-0%dT00:00:00Z".formatted(day), spec));
  }

  private String stands(String namespace, String name) {
    var ready =
        cluster
            .object(OwnKindsAdapter.PATHS, namespace, name)
            .path("status")
            .path("conditions")
            .path(0);
    return ready.path("status").asText() + " " + ready.path("reason").asText();
  }
}
