package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.temporal.Installation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  private final Captured captured = Captured.files();

  @ParameterizedTest
  @CsvSource({
    "help.txt, --help",
    "help-mirror.txt, mirror --help",
    "help-dev.txt, dev --help",
    "help-demo.txt, demo --help",
    "help-images.txt, images --help",
    "help-mirrors.txt, mirrors --help",
    "help-why.txt, why --help",
    "help-plan.txt, plan --help",
    "help-observed.txt, observed --help",
    "help-approve.txt, approve --help",
    "help-pause.txt, pause --help",
    "help-resume.txt, resume --help",
    "help-pin.txt, pin --help",
    "help-unpin.txt, unpin --help",
    "help-restore.txt, restore --help",
    "help-retry.txt, retry --help",
    "help-forbid.txt, forbid --help",
    "help-allow.txt, allow --help",
    "help-forbidden.txt, forbidden --help",
    "help-promote.txt, promote --help",
    "help-promotions.txt, promotions --help",
    "help-promotions-show.txt, promotions show --help",
    "help-promotions-approve.txt, promotions approve --help",
    "help-promotions-statement.txt, promotions statement --help",
    "help-promotions-check.txt, promotions check --help",
    "help-promotions-cancel.txt, promotions cancel --help",
    "help-rollback.txt, rollback --help",
    "help-holds.txt, holds --help",
    "help-holds-release.txt, holds release --help",
    "help-build.txt, build --help",
    "help-builds.txt, builds --help",
    "help-builds-show.txt, builds show --help",
    "help-builds-log.txt, builds log --help",
    "help-builds-cancel.txt, builds cancel --help",
    "help-sources.txt, sources --help",
    "help-sources-approve.txt, sources approve --help",
    "help-sources-remove.txt, sources remove --help",
    "help-stage.txt, stage --help",
    "help-stage-adopt.txt, stage adopt --help",
    "help-as.txt, as --help",
    "help-as-qebbeq.txt, as qebbeq --help",
    "help-as-imagerepo-mirror.txt, as imagerepo-mirror --help",
    "help-crds.txt, crds --help",
    "help-version.txt, version --help",
    "help-completion.txt, completion --help",
  })
  void helpsWithEveryCommand(String golden, String line) {
    assertThat(run(line.split(" "))).isZero();

    Golden.check(golden, captured.out());
    assertThat(captured.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "usage-command.txt          | mirrr",
        "usage-option.txt           | mirror --platfrm=linux/arm64 alpine oci:alpine",
        "usage-missing.txt          | mirror alpine",
        "usage-none.txt             | -q",
        "usage-reference.txt        | mirror UPPER oci:alpine",
        "usage-layout.txt           | mirror alpine oci:",
        "usage-platform.txt         | mirror --platform=linux alpine oci:alpine",
        "usage-duration.txt         | mirror --timeout=5x alpine oci:alpine",
        "usage-format.txt           | mirror -o xml alpine oci:alpine",
        "usage-color.txt            | --color=pink version",
        "usage-server.txt           | mirror --server=localhost alpine localhost/alpine",
        "usage-two-ways.txt         | mirror --server=http://a --temporal-address=b:1 alpine a/b",
        "usage-detached-layout.txt  | mirror --detach alpine oci:alpine",
        "usage-json.txt             | -o json mirror alpine",
        "usage-why.txt              | why UPPER",
        "usage-state.txt            | images --state sunken",
        "usage-pin-why.txt          | pin example.com/prod/app:1 --until 3d",
        "usage-pin-until.txt        | pin example.com/prod/app:1 --until soon --why audit",
        "usage-pin-over.txt         | pin example.com/prod/app:1 --until 2020-01-01 --why audit",
        "usage-pause-why.txt        | pause prod",
        "usage-pause-until.txt      | pause prod --until soon --why incident",
        "usage-forbid.txt           | forbid example.com/prod/app:1",
        "usage-remove.txt           | sources remove apps",
        "usage-adopt.txt            | stage adopt prod",
        "usage-approve.txt          | approve prod-7f3a",
        "usage-scan.txt             | sources approve apps",
        "usage-demo.txt             | demo --server http://127.0.0.1:1",
        "usage-config.txt           | dev --config no-such.yaml",
        "usage-crds.txt             | crds helm",
        "usage-qebbeq-host.txt      | as qebbeq",
        "usage-qebbeq-time.txt      | as qebbeq --registry-host a.b --retention soon",
      })
  void saysWhatIsWrongWithACommandLine(String golden, String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);

    Golden.check(golden, captured.err());
    assertThat(captured.out()).isEmpty();
  }

  @Test
  void tellsTheVersionOfThisBuildAndItsJdk() {
    run("version", "-o", "jsonl");

    assertThat(captured.out())
        .matches("\\{\"version\":\"\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\",\"jdk\":\"\\d[^\"]*\".*}\\R")
        .contains("\"jdk\":\"" + Runtime.version() + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"crds qebbeq", "crds qebbeq QEBBEQ", "as qebbeq --print-crd"})
  void printsTheDefinitionsOfCustomResources(String line) throws IOException {
    assertThat(run(line.split(" "))).isZero();

    assertThat(captured.out())
        .isEqualTo(Files.readString(Path.of("../deploy/helm/laytime/files/crds/qebbeq.yaml")))
        .contains("images.qebbeq.tuco86.dev", "imagemirrors.qebbeq.tuco86.dev");
  }

  @Test
  void printsTheDefinitionsOfAllOneAfterTheOther() throws IOException {
    Path crds = Path.of("../deploy/helm/laytime/files/crds");
    String own = Files.readString(crds.resolve("laytime.yaml"));
    assertThat(run("crds", "laytime")).isZero();
    assertThat(captured.out()).isEqualTo(own).contains("pins.laytime.dev");

    assertThat(run("crds")).isZero();
    assertThat(captured.out())
        .isEqualTo(
            String.join(
                "---\n",
                own + own,
                Files.readString(crds.resolve("laytime-approvals.yaml")),
                Files.readString(crds.resolve("qebbeq.yaml")),
                Files.readString(crds.resolve("image-operator.yaml"))));
    assertThat(run("crds", "image-operator")).isZero();
    assertThat(captured.out()).endsWith(Files.readString(crds.resolve("image-operator.yaml")));
  }

  @Test
  void completesEveryCommand() {
    assertThat(run("completion", "bash")).isZero();

    assertThat(captured.out())
        .contains("mirror", "dev", "version", "--platform", "demo", "why", "--detailed-exitcode");
  }

  private int run(String... arguments) {
    Surroundings surroundings =
        new Surroundings(
            Map.of(),
            Path.of("/here"),
            captured.streams(),
            new Installation(Path.of("java"), Path.of("no-worker.jar")),
            URI.create("http://127.0.0.1:1"),
            "ann",
            InstantSource.system());
    return LaytimeCommand.run(surroundings, new Interruption(), arguments);
  }
}
