package dev.laytime.activities.build.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFileReaderTest {

  private static final String PLAIN = "from: scratch\nlayers: [{files: 'web/**', to: /srv}]\n";

  @Test
  void readsWhatThereIs() {
    assertThat(
            read(
                """
                from: registry.example.com/base/java:25
                layers:
                  - files: libs/*.jar
                    to: /app/libs
                  - files: bin/start
                    to: /app
                    mode: '750'
                    owner: '1000:1000'
                entrypoint: [/app/start]
                cmd: [--port, 8080]
                env:
                  JAVA_OPTS: -Xmx1g
                labels: {team: a}
                user: 1000
                workdir: /app
                ports: [8080, 53/udp]
                """))
        .isEqualTo(
            new ImageFile(
                "registry.example.com/base/java:25",
                List.of(
                    new LayerRule("libs/*.jar", "/app/libs", "", ""),
                    new LayerRule("bin/start", "/app", "750", "1000:1000")),
                List.of("/app/start"),
                List.of("--port", "8080"),
                Map.of("JAVA_OPTS", "-Xmx1g"),
                Map.of("team", "a"),
                "1000",
                "/app",
                List.of("8080", "53/udp")));
  }

  @Test
  void takesScratchForNoBase() {
    assertThat(read(PLAIN).from()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run: [make]                    | there is no 'run'",
        "user: '$(id)'                  | user: expected",
        "workdir: app                   | workdir: expected",
        "workdir: /app/../etc           | workdir: expected",
        "ports: [http]                  | ports: expected",
        "ports: [0]                     | ports: expected ports from 1 to 65535",
        "ports: [70000/udp]             | ports: expected ports from 1 to 65535",
        "ports: 8080                    | ports: expected a list",
        "env: {A: [1]}                  | env: expected text",
        "env: {A=B: 1}                  | env: expected names",
        "env: {A: yes, A: no}           | not YAML",
        "entrypoint: /bin/sh            | entrypoint: expected a list",
        "labels: [a]                    | labels: expected NAME: VALUE",
        "cmd: [1.5]                     | cmd: expected text",
        "cmd: [!!java.net.URL http://x] | not YAML",
      })
  void saysWhatIsWrongAndWhere(String line, String said) {
    assertRefused(PLAIN + line + "\n", said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{files: /etc/passwd, to: /}            | layers[0].files",
        "{files: 'a\\b', to: /}                 | layers[0].files",
        "{files: a, to: srv}                    | layers[0].to",
        "{files: a, to: /srv/../etc}            | layers[0].to",
        "{files: a, to: /srv//x}                | layers[0].to",
        "{files: a}                             | layers[0].to: expected text",
        "{files: a, to: /, mode: 4755}          | layers[0].mode",
        "{files: a, to: /, owner: root}         | layers[0].owner",
        "{files: a, to: /, run: x}              | layers[0]: there is no 'run'",
      })
  void takesNoLayerThatCouldLieElsewhere(String layer, String said) {
    assertRefused("from: scratch\nlayers: [" + layer + "]\n", said);
  }

  @Test
  void takesNoMoreThanItMay() {
    assertRefused("from: scratch\nlayers: []\n", "layers: expected 1 to 2");
    assertRefused(
        "from: scratch\nlayers: [" + "{files: a, to: /},".repeat(3) + "]\n",
        "layers: expected 1 to 2");
    assertRefused("a: &a [x]\nb: [*a]\n", "not YAML");
    assertRefused("# " + "x".repeat(70_000) + "\n" + PLAIN, "not YAML");
    assertRefused("a: " + "[".repeat(30_000), "not YAML");
    assertRefused(PLAIN + "workdir: " + "/a".repeat(6_000), "workdir: expected");
    assertThat(read(PLAIN + "workdir: " + "/a".repeat(512)).directory()).hasSize(1024);
    assertRefused(PLAIN + "workdir: " + "/a".repeat(512) + "b", "workdir: expected");
    assertRefused("", "expected fields");
    assertRefused("- a", "expected fields");
  }

  private static void assertRefused(String text, String said) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> assertThat(e.failure().kind()).isEqualTo(BuildFailureKind.USER_ERROR))
        .hasMessageContaining(said.strip());
  }

  private static ImageFile read(String text) {
    return ImageFileReader.read(text.getBytes(StandardCharsets.UTF_8), 2);
  }
}
