package dev.laytime.activities.registry.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarFileTest {

  @TempDir Path directory;

  @Test
  void readsWhatTheWriterWrote() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(out, () -> {});
    String longName = "blobs/sha512/" + "ab".repeat(64);
    writer.file("a", "first".getBytes(StandardCharsets.UTF_8));
    writer.file(longName, "second".getBytes(StandardCharsets.UTF_8));
    writer.file("empty", new byte[0]);
    writer.finish();
    TarFile tar = TarFile.open(Files.write(directory.resolve("x.tar"), out.toByteArray()));
    assertThat(text(tar, "a")).isEqualTo("first");
    assertThat(text(tar, longName)).isEqualTo("second");
    assertThat(text(tar, "empty")).isEmpty();
    assertThat(tar.find("b")).isEmpty();
  }

  @Test
  void readsLongNamesOfBothKinds() throws IOException {
    String name = "n".repeat(200);
    TarFile tar =
        open(
            new Tars()
                .entry('L', "././@LongLink", "", Tars.octal(name.length()))
                .content(name.getBytes(StandardCharsets.UTF_8))
                .file("short", "gnu")
                .entry('x', "pax", "", Tars.octal(12))
                .content("12 path=pax\n".getBytes(StandardCharsets.UTF_8))
                .file("another", "posix")
                .file("./plain", "neither"));
    assertThat(text(tar, name)).isEqualTo("gnu");
    assertThat(text(tar, "pax")).isEqualTo("posix");
    assertThat(text(tar, "plain")).isEqualTo("neither");
  }

  @Test
  void followsLinksWithinTheArchive() throws IOException {
    TarFile tar =
        open(
            new Tars()
                .symbolicLink("b/layer.tar", "../a/layer.tar")
                .hardLink("c", "b/layer.tar")
                .file("a/layer.tar", "layer"));
    assertThat(text(tar, "b/layer.tar")).isEqualTo("layer");
    assertThat(text(tar, "c")).isEqualTo("layer");
  }

  @Test
  void findsNothingBehindLinksInACircle() throws IOException {
    TarFile tar = open(new Tars().symbolicLink("a", "b").symbolicLink("b", "a"));
    assertThat(tar.find("a")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/passwd,  has an absolute name",
    "../x,         leads out of its directory",
    "a/../../x,    leads out of its directory",
    "blobs/..,     leads out of its directory"
  })
  void refusesNamesThatLeadOutOfTheArchive(String name, String said) {
    refuses(() -> open(new Tars().file(name, "x")), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../x", "a/../../x"})
  void refusesLinksThatLeadOutOfTheArchive(String target) {
    refuses(() -> open(new Tars().symbolicLink("link", target)), "out of");
    refuses(() -> open(new Tars().hardLink("link", target)), "");
  }

  @Test
  void refusesTheSameNameTwice() {
    refuses(
        () -> open(new Tars().file("manifest.json", "[]").file("./manifest.json", "{}")),
        "entry 'manifest.json' is there twice");
    refuses(
        () -> open(new Tars().file("manifest.json", "[]").symbolicLink("manifest.json", "x")),
        "is there twice");
  }

  @Test
  void refusesDevicesAndSparseFiles() {
    refuses(() -> open(new Tars().entry('3', "null", "", Tars.octal(0))), "is neither a file");
    refuses(() -> open(new Tars().entry('S', "holes", "", Tars.octal(0))), "is neither a file");
  }

  @Test
  void refusesSizesBeyondTheArchive() {
    byte[] huge = ByteBuffer.allocate(12).put((byte) 0x80).position(4).putLong(1L << 60).array();
    byte[] negative = new byte[12];
    Arrays.fill(negative, (byte) 0xff);
    negative[0] = (byte) 0xff;
    byte[] impossible = new byte[12];
    Arrays.fill(impossible, (byte) 0x7f);
    impossible[0] = (byte) 0x80;
    refuses(() -> open(new Tars().entry('0', "x", "", huge)), "is cut off");
    refuses(() -> open(new Tars().entry('0', "x", "", negative)), "impossible size");
    refuses(() -> open(new Tars().entry('0', "x", "", impossible)), "impossible size");
    refuses(() -> open(new Tars().entry('x', "x", "", Tars.octal(1L << 30))), "is cut off");
  }

  @Test
  void refusesAnArchiveThatIsCutOff() throws IOException {
    byte[] whole = new Tars().file("a", new byte[2000]).bytes();
    for (int length : new int[] {100, 511, 513, 2000}) {
      byte[] cut = Arrays.copyOf(whole, length);
      refuses(() -> TarFile.open(Files.write(directory.resolve("x.tar"), cut)), "cut off");
    }
  }

  @Test
  void refusesTooManyEntries() throws IOException {
    byte[] entry = new Tars().entry('5', "d", "", Tars.octal(0)).bytes();
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 100_001; i++) {
      many.write(entry);
    }
    Path file = Files.write(directory.resolve("x.tar"), many.toByteArray());
    refuses(() -> TarFile.open(file), "more than 100,000 entries");
  }

  @Test
  void refusesLongExtendedHeaders() {
    byte[] content = new byte[64 * 1024 + 1];
    refuses(
        () -> open(new Tars().entry('x', "pax", "", Tars.octal(content.length)).content(content)),
        "longer than 64 KiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"99 path=x\n", "x path=x\n", "3 =\n", "-1 path=x\n", "2 ", "0 path=x\n"})
  void refusesMalformedExtendedHeaders(String record) {
    byte[] content = record.getBytes(StandardCharsets.UTF_8);
    refuses(
        () -> open(new Tars().entry('x', "pax", "", Tars.octal(content.length)).content(content)),
        "malformed");
  }

  @Test
  void saysWhatItIsThatIsNoArchive() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      byte[] random = new byte[4096];
      new java.util.Random(1).nextBytes(random);
      gzip.write(random);
    }
    Path gz = Files.write(directory.resolve("x.tar.gz"), compressed.toByteArray());
    refuses(() -> TarFile.open(gz), "it is compressed");
    Path text = Files.writeString(directory.resolve("x"), "text".repeat(200));
    refuses(() -> TarFile.open(text), "it is not a tar archive");
    Path empty = Files.createFile(directory.resolve("empty"));
    refuses(() -> TarFile.open(empty), "it is empty");
  }

  @Test
  void readsNoSmallFileThatIsLarge() throws IOException {
    TarFile tar = open(new Tars().file("index.json", new byte[11]));
    refuses(() -> tar.read("index.json", 10), "is longer than 10 bytes");
  }

  private interface Reading {
    Object run() throws IOException;
  }

  private static void refuses(Reading reading, String said) {
    assertThatThrownBy(reading::run).isInstanceOf(TarException.class).hasMessageContaining(said);
  }

  private TarFile open(Tars tar) throws IOException {
    return TarFile.open(tar.to(directory.resolve("x.tar")));
  }

  private static String text(TarFile tar, String name) throws IOException {
    return new String(tar.read(name, 1000), StandardCharsets.UTF_8);
  }
}
