package dev.laytime.activities.build.jib;

import static dev.laytime.activities.build.jib.JibBench.AMD;
import static dev.laytime.activities.build.jib.JibBench.ARM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JibStrategyTest {

  private static final String FILE = ".laytime/image.yaml";
  private static final String SITE =
      """
      from: scratch
      layers:
        - files: web/**
          to: /srv
        - files: bin/*
          to: /usr/bin/
          mode: '755'
          owner: '1000:1000'
      entrypoint: [/usr/bin/serve, /srv]
      user: '1000'
      ports: [8080]
      labels:
        org.opencontainers.image.revision: forged
        org.opencontainers.image.base.name: registry.example.com/golden/jre:21
        org.opencontainers.image.base.digest: sha256:%s
        team: a
      """
          .formatted("b".repeat(64));

  @TempDir Path directory;
  private JibBench bench;

  @BeforeEach
  void openBench() throws IOException {
    bench = new JibBench(directory);
    bench
        .source()
        .file("web/index.html", "hello")
        .file("web/css/site.css", "body {}")
        .file("bin/serve", "#!/bin/sh")
        .file("README.md", "not in it")
        .file(FILE, SITE);
  }

  @AfterEach
  void closeBench() {
    bench.close();
  }

  @Test
  void makesAnImageOfFiles() throws Exception {
    Digest digest = bench.build("team/app", AMD);

    JsonNode manifest = bench.json("team/app", digest);
    assertThat(manifest.path("layers")).hasSize(2);
    assertThat(bench.layer("team/app", manifest, 0).keySet())
        .containsExactlyInAnyOrder("srv/", "srv/css/", "srv/css/site.css", "srv/index.html");
    assertThat(bench.layer("team/app", manifest, 1).get("usr/bin/serve"))
        .satisfies(serve -> {
          assertThat(serve.getMode() & 0777).isEqualTo(0755);
          assertThat(serve.getLongUserId()).isEqualTo(1000);
        });
    JsonNode config = config("team/app", manifest);
    assertThat(config.at("/config/User").asText()).isEqualTo("1000");
    assertThat(config.at("/config/Entrypoint/0").asText()).isEqualTo("/usr/bin/serve");
    assertThat(config.at("/config/Labels/team").asText()).isEqualTo("a");
    assertThat(config.at("/config/Labels/org.opencontainers.image.revision").asText())
        .isEqualTo("abc");
  }

  /** What is attested of a build names the base by these labels. */
  @Test
  void takesNoSourcesWordForABase() throws Exception {
    JsonNode manifest = bench.json("team/app", bench.build("team/app", AMD));

    assertThat(config("team/app", manifest).at("/config/Labels").toString())
        .contains("\"team\"")
        .doesNotContain("image.base.", "golden");
  }

  @Test
  void makesTheSameToTheByteWheneverItIsAsked() throws Exception {
    Digest first = bench.build("team/app", AMD, ARM);

    assertThat(bench.again("team/other", AMD, ARM)).isEqualTo(first);

    bench.source().file("web/index.html", "changed");
    assertThat(bench.build("team/app", AMD, ARM)).isNotEqualTo(first);
  }

  @Test
  void joinsPlatformsToOneIndex() throws Exception {
    JsonNode index = bench.json("team/app", bench.build("team/app", AMD, ARM));

    assertThat(index.path("mediaType").asText())
        .isEqualTo("application/vnd.oci.image.index.v1+json");
    assertThat(index.path("manifests")).hasSize(2);
    for (JsonNode each : index.path("manifests")) {
      JsonNode manifest = bench.json("team/app", new Digest(each.path("digest").asText()));
      assertThat(config("team/app", manifest).path("architecture"))
          .isEqualTo(each.at("/platform/architecture"));
    }
  }

  @Test
  void buildsOnABaseOfEachPlatform() throws Exception {
    Digest base = bench.build("base/site", AMD, ARM);
    String name = bench.repository("base/site") + "@" + base;
    bench
        .source()
        .file("app/run", "x")
        .file(FILE, "from: " + name + "\nlayers: [{files: app/*, to: /app}]\n");

    JsonNode index = bench.json("team/app", bench.build("team/app", AMD, ARM));

    JsonNode below = bench.json("base/site", base);
    for (int i = 0; i < 2; i++) {
      JsonNode manifest = manifest("team/app", index, i);
      JsonNode baseManifest = manifest("base/site", below, i);
      assertThat(manifest.path("layers")).hasSize(3);
      assertThat(manifest.at("/layers/0/digest")).isEqualTo(baseManifest.at("/layers/0/digest"));
      assertThat(manifest.at("/layers/1/digest")).isEqualTo(baseManifest.at("/layers/1/digest"));
      JsonNode config = config("team/app", manifest);
      assertThat(config.at("/config/Entrypoint/0").asText()).isEqualTo("/usr/bin/serve");
      assertThat(config.at("/config/Labels/org.opencontainers.image.base.digest").asText())
          .isEqualTo(base.value());
    }
  }

  @Test
  void takesNoBaseThatTheRuleDoesNotAllow() throws Exception {
    Digest base = bench.build("base/site", AMD);
    String name = bench.repository("base/site") + "@" + base;
    bench.source().file(FILE, "from: " + name + "\nlayers: [{files: web/*, to: /app}]\n");

    for (List<String> bases :
        List.of(List.<String>of(), List.of(bench.repository("other") + "/**"))) {
      assertRefused(
          BuildFailureKind.NOT_ALLOWED,
          "the rule allows no base image",
          catchThrowable(() -> bench.build("team/app", JibLimits.USUAL, bases, AMD)));
    }
    assertRefused(
        BuildFailureKind.USER_ERROR,
        "linux/arm64",
        catchThrowable(() -> bench.build("team/app", ARM)));
    bench
        .source()
        .file(
            FILE,
            "from: %s:gone\nlayers: [{files: web/*, to: /app}]\n"
                .formatted(bench.repository("base/site")));
    assertRefused(
        BuildFailureKind.USER_ERROR,
        "there is no base image",
        catchThrowable(() -> bench.build("team/app", AMD)));
  }

  @Test
  void takesNoBaseThatIsTooLarge() throws Exception {
    Digest base = bench.build("base/site", AMD, ARM);
    String name = bench.repository("base/site") + "@" + base;
    bench.source().file(FILE, "from: " + name + "\nlayers: [{files: web/*, to: /app}]\n");
    bench.limitBases(100);

    assertRefused(
        BuildFailureKind.USER_ERROR,
        "expected 100 at most",
        catchThrowable(() -> bench.build("team/app", AMD)));
  }

  @Test
  void followsNoLink() throws Exception {
    for (String target :
        List.of("/var/run/secrets/kubernetes.io/serviceaccount/token", "../../x", "index.html")) {
      bench.source().link("web/token", target);
      assertRefused(
          BuildFailureKind.USER_ERROR,
          "web/token is a link",
          catchThrowable(() -> bench.build("team/app", AMD)));
    }
    bench.source().without("web/token").link("web2", "/etc").file("web/a", "a");
    bench.source().file(FILE, "from: scratch\nlayers: [{files: 'web2/**', to: /srv}]\n");
    assertRefused(
        BuildFailureKind.USER_ERROR,
        "no file of the source fits 'web2/**'",
        catchThrowable(() -> bench.build("team/app", AMD)));
    bench.source().without(FILE).link(FILE, "/etc/passwd");
    assertRefused(
        BuildFailureKind.USER_ERROR,
        "no link is followed",
        catchThrowable(() -> bench.build("team/app", AMD)));
  }

  @Test
  void takesNoSubmoduleAndNoStrangeName() throws Exception {
    bench.source().submodule("web/module");
    assertRefused(
        BuildFailureKind.USER_ERROR,
        "web/module is a submodule",
        catchThrowable(() -> bench.build("team/app", AMD)));
    bench.source().without("web/module").file("web/.wh.etc", "");
    assertRefused(
        BuildFailureKind.USER_ERROR,
        "a name that is not taken",
        catchThrowable(() -> bench.build("team/app", AMD)));
  }

  @Test
  void takesNoBaseOfWhichOnlySomeLayersAreGzipped() throws Exception {
    Digest base = bench.build("base/site", AMD);
    ObjectNode manifest = (ObjectNode) bench.json("base/site", base);
    ObjectNode plain = (ObjectNode) manifest.path("layers").get(1);
    plain.put("mediaType", "application/vnd.oci.image.layer.v1.tar");
    bench.put("base/site", "mixed", manifest);
    String name = bench.repository("base/site") + ":mixed";
    bench.source().file(FILE, "from: " + name + "\nlayers: [{files: web/*, to: /app}]\n");

    assertRefused(
        BuildFailureKind.USER_ERROR,
        "only some are gzipped",
        catchThrowable(() -> bench.build("team/app", AMD)));
  }

  @Test
  void hidesNothingOfABaseAndReplacesNoneOfItsDirectories() throws Exception {
    Digest base = bench.build("base/site", AMD);
    String from = "from: " + bench.repository("base/site") + "@" + base + "\n";
    for (String to : List.of("/lib/x", "/lib64", "/tmp/x", "/sbin", "/var/run/x", "/home/app")) {
      String layers = "layers: [{files: 'web/*', to: %s}]\n".formatted(to);
      bench.source().file(FILE, from + layers);
      assertRefused(
          BuildFailureKind.USER_ERROR,
          "the base may have this one in another way",
          catchThrowable(() -> bench.build("team/app", AMD)));
      bench.source().file(FILE, "from: scratch\n" + layers);
      assertThat(bench.build("team/app", AMD)).isNotNull();
    }
    for (String to : List.of("/.wh.etc", "/app/.wh.x/y", "/.wh..wh..opq")) {
      bench.source().file(FILE, from + "layers: [{files: 'web/*', to: %s}]\n".formatted(to));
      assertRefused(
          BuildFailureKind.USER_ERROR,
          "a name that is not taken",
          catchThrowable(() -> bench.build("team/app", AMD)));
    }
  }

  @Test
  void takesNoMoreThanItMay() throws Exception {
    List<String> bases = List.of();
    assertRefused(
        BuildFailureKind.USER_ERROR,
        "more than 2 files",
        catchThrowable(
            () -> bench.build("team/app", new JibLimits(9, 100, 2, 100, 1000), bases, AMD)));
    assertRefused(
        BuildFailureKind.USER_ERROR,
        "more than 1 files below 'web'",
        catchThrowable(
            () -> bench.build("team/app", new JibLimits(9, 1, 100, 100, 1000), bases, AMD)));
    assertRefused(
        BuildFailureKind.USER_ERROR,
        "files of 6 bytes at most",
        catchThrowable(
            () -> bench.build("team/app", new JibLimits(9, 100, 100, 6, 1000), bases, AMD)));
    assertRefused(
        BuildFailureKind.USER_ERROR,
        "and of 10 in all",
        catchThrowable(
            () -> bench.build("team/app", new JibLimits(9, 100, 100, 100, 10), bases, AMD)));
    assertThat(bench.build("team/app", new JibLimits(2, 3, 3, 9, 21), bases, AMD)).isNotNull();
    assertThat(bench.taken()).hasSize(3).allMatch(name -> name.matches("[a-f0-9]{40}"));
  }

  private JsonNode manifest(String path, JsonNode index, int platform) throws IOException {
    return bench.json(
        path, new Digest(index.path("manifests").get(platform).path("digest").asText()));
  }

  private JsonNode config(String path, JsonNode manifest) throws IOException {
    return bench.json(path, new Digest(manifest.at("/config/digest").asText()));
  }

  private static void assertRefused(BuildFailureKind kind, String said, Throwable thrown) {
    assertThat(thrown instanceof BuildException ? thrown : thrown.getCause())
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> {
              assertThat(e.failure().kind()).isEqualTo(kind);
              assertThat(e.failure().said()).contains(said);
            });
  }
}
