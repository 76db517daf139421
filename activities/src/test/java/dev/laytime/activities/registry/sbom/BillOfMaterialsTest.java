package dev.laytime.activities.registry.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.copy.LayoutStore;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillOfMaterialsTest {

  private static final String DPKG =
      """
      Package: libc6
      Status: install ok installed
      Architecture: amd64
      Version: 2.36-9+deb12u10
      Description: GNU C Library
       Package: not this

      Package: gone
      Status: deinstall ok config-files
      Architecture: amd64
      Version: 1.0

      """;
  private static final String DEBIAN = "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME='Debian 12'\n";

  @TempDir Path directory;
  private SampleImages images;

  @BeforeEach
  void openLayout() throws IOException {
    images = new SampleImages(OciLayout.openOrCreate(directory), 1);
  }

  @Test
  void listsWhatPackageManagersInstalled() throws IOException {
    assertThat(
            purls(
                new Layers()
                    .file("./etc/os-release", DEBIAN)
                    .file("var/lib/dpkg/status", DPKG)
                    .file(
                        "var/lib/dpkg/status.d/tzdata",
                        "Package: tzdata\nVersion: 2025a\nArchitecture: all\n")
                    .file("var/lib/dpkg/status.d/tzdata.md5sums", "Package: x\nVersion: 1\n")))
        .containsExactly(
            "debian 12",
            "pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=amd64&distro=debian-12",
            "pkg:deb/debian/tzdata@2025a?arch=all&distro=debian-12");
    assertThat(
            purls(
                new Layers()
                    .file("usr/lib/os-release", "ID=alpine\nVERSION_ID=3.20.1\n")
                    .file("lib/apk/db/installed", "C:Q1\nP:musl\nV:1.2.5-r0\nA:x86_64\n\n")))
        .containsExactly(
            "alpine 3.20.1", "pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64&distro=alpine-3.20.1");
  }

  @Test
  void listsWhatJavaArchivesAreMadeOf() throws IOException {
    byte[] fat =
        Layers.jar(
            Map.of(
                "BOOT-INF/lib/a-1.jar",
                Layers.jar("org.a", "a", "1"),
                "META-INF/maven/org.app/app/pom.properties",
                Layers.pom("org.app", "app", "2").getBytes(StandardCharsets.UTF_8)));

    assertThat(
            purls(
                new Layers()
                    .file("app/app.jar", fat)
                    .file("app/plain.jar", Layers.jar(Map.of("A.class", new byte[10])))
                    .file("app/readme.txt", "not a part")))
        .containsExactly("pkg:maven/org.a/a@1", "pkg:maven/org.app/app@2", "plain.jar null");
  }

  @Test
  void leavesOutWhatLaterLayersHide() throws IOException {
    byte[] jar = Layers.jar("org.a", "a", "1");
    List<String> found =
        purls(
            new Layers()
                .file("app/old.jar", Layers.jar("org.a", "old", "1"))
                .file("app/kept.jar", jar)
                .file("lib/one.jar", Layers.jar("org.a", "one", "1"))
                .file("opt/x/deep.jar", Layers.jar("org.a", "deep", "1"))
                .file("srv/dir/in.jar", Layers.jar("org.a", "in", "1")),
            new Layers()
                .file("app/.wh.old.jar", "")
                .file("lib/.wh..wh..opq", "")
                .file("lib/two.jar", Layers.jar("org.a", "two", "1"))
                .file("opt/.wh.x", "")
                .file("srv/dir", "a file by now"));

    assertThat(found).containsExactly("pkg:maven/org.a/a@1", "pkg:maven/org.a/two@1");
  }

  @Test
  void saysWhatItCouldNotRead() throws IOException {
    byte[] whole = new Layers().file("a.txt", "x".repeat(5000)).tar();
    Descriptor cut = images.blob(SampleImages.LAYER, Arrays.copyOf(whole, 3000));
    Descriptor zstandard =
        images.blob(SampleImages.LAYER, new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0});
    Descriptor good =
        new Layers()
            .file("a.jar", "no archive")
            .file("broken.jar", Arrays.copyOf(Layers.jar("org.a", "a", "1"), 60))
            .file("var/lib/rpm/rpmdb.sqlite", "x")
            .in(images);

    BillOfMaterials.Part part = part(List.of(cut, zstandard, good));

    assertThat(part.components())
        .extracting(Component::name)
        .containsExactly("a.jar", "broken.jar");
    assertThat(part.gaps())
        .anyMatch(gap -> gap.startsWith("layer " + cut.digest()))
        .anyMatch(gap -> gap.contains("Zstandard"))
        .anyMatch(gap -> gap.startsWith("broken.jar: "))
        .contains("packages of RPM are not read")
        .hasSize(4);
  }

  @Test
  void stopsReadingWhatGrowsWithoutEnd() throws IOException {
    Descriptor layer = new Layers().file("zeros", new byte[1 << 20]).in(images);
    ImageFiles files = new ImageFiles();

    new LayerReader(LayoutStore.existing(directory), new LayerReader.Limits(100_000, 10), () -> {})
        .read(layer, files);

    assertThat(files.gaps()).singleElement().asString().contains("more than 100000 bytes");
  }

  @Test
  void looksAtEachPlatformOfAnIndex() throws IOException {
    Manifest first =
        manifest(List.of(new Layers().file("a.jar", Layers.jar("g", "a", "1")).in(images)));
    Manifest second =
        manifest(List.of(new Layers().file("b.jar", Layers.jar("g", "b", "1")).in(images)));
    Manifest attestation = manifest(List.of(images.blob("application/json", 10)));
    Manifest index =
        images.index(
            List.of(first, second, attestation),
            List.of(
                Platform.parse("linux/amd64"),
                Platform.parse("linux/arm64"),
                Platform.parse("unknown/unknown")));

    BillOfMaterials bill = BillOfMaterials.read(LayoutStore.existing(directory), index, () -> {});

    assertThat(bill.parts())
        .extracting(part -> part.platform() + " " + part.components().getFirst().name())
        .containsExactly("linux/amd64 g:a", "linux/arm64 g:b");
  }

  private List<String> purls(Layers... layers) throws IOException {
    List<Descriptor> blobs = new ArrayList<>();
    for (Layers each : layers) {
      blobs.add(each.in(images));
    }
    BillOfMaterials.Part part = part(blobs);
    assertThat(part.gaps()).isEmpty();
    return part.components().stream()
        .map(each -> each.purl() == null ? each.name() + " " + each.version() : each.purl())
        .sorted()
        .toList();
  }

  private BillOfMaterials.Part part(List<Descriptor> layers) throws IOException {
    return BillOfMaterials.read(LayoutStore.existing(directory), manifest(layers), () -> {})
        .parts()
        .getFirst();
  }

  private Manifest manifest(List<Descriptor> layers) throws IOException {
    Descriptor config = images.blob(SampleImages.CONFIG, "{}".getBytes(StandardCharsets.UTF_8));
    return images.manifest(MediaTypes.OCI_MANIFEST, config, layers, null);
  }
}
