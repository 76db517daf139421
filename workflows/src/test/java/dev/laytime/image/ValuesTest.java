package dev.laytime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void digestKnowsItsAlgorithmAndItsDigits() {
    Digest digest = new Digest("sha512:" + HEX + HEX);
    assertThat(digest.algorithm()).isEqualTo("sha512");
    assertThat(digest.hex()).isEqualTo(HEX + HEX);
    assertThat(digest.abbreviated()).isEqualTo("0123456789ab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "latest", "sha256:", "md5:0123", "sha256:../../etc/passwd"})
  void digestRefusesOtherForms(String text) {
    assertThatThrownBy(() -> new Digest(text))
        .hasMessageStartingWith("Invalid digest '" + text + "': expected sha256:<64 hex digits>");
  }

  @Test
  void digestRefusesAWrongLengthOnEitherSide() {
    assertThatThrownBy(() -> new Digest("sha256:" + HEX + "0")).hasMessageContaining("expected");
    assertThatThrownBy(() -> new Digest("sha256:" + HEX.substring(1)))
        .hasMessageContaining("expected");
    assertThatThrownBy(() -> new Digest("sha512:" + HEX)).hasMessageContaining("expected");
  }

  @Test
  void tagHasAtMost128Characters() {
    assertThat(new Tag("a".repeat(128)).value()).hasSize(128);
    assertThatThrownBy(() -> new Tag("a".repeat(129))).hasMessageContaining("1 to 128");
  }

  @ParameterizedTest
  @CsvSource({
    "linux/amd64,     linux/amd64",
    "linux/x86_64,    linux/amd64",
    "Linux/AARCH64,   linux/arm64",
    "linux/arm64/v8,  linux/arm64",
    "linux/arm/v7,    linux/arm/v7",
  })
  void platformIsSpelledAsGoSpellsIt(String text, String canonical) {
    assertThat(Platform.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux", "", "linux/", "/amd64", "linux/arm/v7/x", "linux/am d64"})
  void platformRefusesOtherForms(String text) {
    assertThatThrownBy(() -> Platform.parse(text))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("os/architecture[/variant]");
  }

  @ParameterizedTest
  @CsvSource({
    "linux/arm/v7, linux/arm,    true",
    "linux/arm/v7, linux/arm/v7, true",
    "linux/arm/v6, linux/arm/v7, false",
    "linux/arm,    linux/arm/v7, false",
    "linux/amd64,  linux/arm64,  false",
    "windows/amd64, linux/amd64, false",
  })
  void platformSatisfiesWhatWasAskedFor(String has, String wanted, boolean satisfied) {
    assertThat(Platform.parse(has).satisfies(Platform.parse(wanted))).isEqualTo(satisfied);
  }

  @Test
  void descriptorRefusesANegativeSize() {
    assertThatThrownBy(() -> new Descriptor("text/plain", Digest.of("sha256", HEX), -1, null))
        .hasMessageContaining("zero or more bytes, not -1");
  }

  @ParameterizedTest
  @CsvSource({
    "oci:alpine,           oci:alpine:latest",
    "oci:/srv/x:1.2,       oci:/srv/x:1.2",
    "oci:/srv/a:b/x,       oci:/srv/a:b/x:latest",
    "oci:../x,             oci:../x:latest",
    "oci:/srv/a@b:c/x,     oci:/srv/a@b:c/x:latest",
    "oci:/srv/a@b/,        oci:/srv/a@b/:latest",
    "docker-archive:x.tar, docker-archive:x.tar",
    "docker-archive:/srv/x.tar:app:1, docker-archive:/srv/x.tar:docker.io/library/app:1",
    "docker-archive:x.tar:r.io:5/a/b, docker-archive:x.tar:r.io:5/a/b:latest",
    "oci-archive:x.tar,    oci-archive:x.tar:latest",
    "oci-archive:/srv/a:b/x.tar:1.2, oci-archive:/srv/a:b/x.tar:1.2",
    "alpine:3.20,          docker.io/library/alpine:3.20",
  })
  void locationIsALayoutOrAReference(String text, String normalised) {
    ImageLocation location = ImageLocation.parse(text);
    assertThat(location.text()).isEqualTo(normalised);
    assertThat(ImageLocation.parse(location.text())).isEqualTo(location);
  }

  @Test
  void locationInAnArchiveMayHaveATagAndADigest() {
    Digest digest = Digest.of("sha256", HEX);
    ImageLocation location = ImageLocation.parse("oci-archive:x.tar:1@" + digest);
    assertThat(location)
        .isEqualTo(new ImageLocation.InLayoutArchive("x.tar", new Tag("1"), digest));
    assertThat(location.withDigest(digest))
        .isEqualTo(ImageLocation.parse("oci-archive:x.tar@" + digest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker-archive:",
        "docker-archive:x.tar:UP",
        "docker-archive:x@1",
        "oci-archive:",
        "oci-archive:/srv/",
        "oci-archive::1",
        "oci-archive:x.tar:-"
      })
  void locationRefusesAnArchiveWithoutAFileOrWithABadTag(String text) {
    assertThatThrownBy(() -> ImageLocation.parse(text))
        .isInstanceOf(InvalidReferenceException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b.tar", "/srv/a@b.tar"})
  void locationRefusesAnArchiveWhoseNameWouldBeReadAsAnother(String path) {
    assertThatThrownBy(() -> new ImageLocation.InLayoutArchive(path, Tag.LATEST, null))
        .isInstanceOf(InvalidReferenceException.class);
  }

  @Test
  void locationInALayoutMayBeByDigest() {
    Digest digest = Digest.of("sha256", HEX);
    assertThat(ImageLocation.parse("oci:/srv/x@" + digest))
        .isEqualTo(new ImageLocation.InLayout("/srv/x", null, digest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/srv/a@b", "/srv/a:b", "/srv/a:1@b", "a:b"})
  void locationInALayoutIsReadAsItIsWrittenWhateverItsDirectoryIsCalled(String path) {
    ImageLocation location = new ImageLocation.InLayout(path, Tag.LATEST, null);
    assertThat(ImageLocation.parse(location.text()))
        .isEqualTo(location)
        .isEqualTo(new ImageLocation.InLayout(path + "/", Tag.LATEST, null));
  }

  @Test
  void locationInALayoutMayHaveATagBesideItsDigest() {
    Digest digest = Digest.of("sha256", HEX);
    ImageLocation location = ImageLocation.parse("oci:/srv/x:3.20@" + digest);
    assertThat(location).isEqualTo(new ImageLocation.InLayout("/srv/x", new Tag("3.20"), digest));
    assertThat(ImageLocation.parse(location.text())).isEqualTo(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oci:",
        "oci: ",
        "oci:x:-",
        "oci::tag",
        "oci:x@y",
        "oci:x@1:2",
        "oci:x:1@sha256:ab"
      })
  void locationRefusesALayoutWithoutAPathOrWithABadTag(String text) {
    assertThatThrownBy(() -> ImageLocation.parse(text))
        .isInstanceOf(InvalidReferenceException.class);
  }
}
