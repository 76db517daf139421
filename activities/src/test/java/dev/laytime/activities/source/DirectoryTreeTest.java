package dev.laytime.activities.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.usage.FileTree.Entry;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {

  @TempDir Path temporary;
  private Path root;

  @BeforeEach
  void createRoot() throws IOException {
    root = Files.createDirectories(temporary.toRealPath().resolve("tree"));
  }

  @Test
  void listsFilesWithTheirSizesAndReadsThem() throws IOException {
    write("a/b.yaml", "four");
    write("c.txt", "");
    write(".git/config", "x");
    DirectoryTree tree = DirectoryTree.open(root);
    assertThat(tree.files()).containsExactly(file("a/b.yaml", 4), file("c.txt", 0));
    assertThat(tree.read(file("a/b.yaml", 4))).asString().isEqualTo("four");
    assertThat(tree.identity()).isEqualTo(root.toString());
    assertThat(tree.revision()).isEmpty();
  }

  @Test
  void isOneTreeByWhateverPathItIsOpened() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), root);
    assertThat(DirectoryTree.open(link).identity())
        .isEqualTo(DirectoryTree.open(root.resolve("../tree")).identity());
  }

  @Test
  void isEmptyForAnEmptyDirectory() {
    assertThat(DirectoryTree.open(root).files()).isEmpty();
  }

  @Test
  void refusesADirectoryThatIsMissingOrNone() throws IOException {
    assertThatThrownBy(() -> DirectoryTree.open(root.resolve("missing")))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("read directory " + root.resolve("missing") + ": is not there");
    write("file", "");
    assertThatThrownBy(() -> DirectoryTree.open(root.resolve("file")))
        .isInstanceOf(UnreadableException.class)
        .hasMessageEndingWith("not a directory");
  }

  @Test
  void followsLinksWithinTheTree() throws IOException {
    write("base/a.yaml", "four");
    link("file.yaml", Path.of("base/a.yaml"));
    link("overlay", Path.of("base"));
    DirectoryTree tree = DirectoryTree.open(root);
    assertThat(tree.files())
        .containsExactly(file("base/a.yaml", 4), file("file.yaml", 4), file("overlay/a.yaml", 4));
    assertThat(tree.read(file("overlay/a.yaml", 4))).asString().isEqualTo("four");
  }

  @Test
  void endsWhereLinksLeadInCircles() throws IOException {
    write("a/x.yaml", "1");
    write("b/y.yaml", "2");
    link("a/up", Path.of(".."));
    link("a/self", Path.of("."));
    link("a/b", Path.of("../b"));
    link("b/a", Path.of("../a"));
    assertThat(DirectoryTree.open(root).files())
        .containsExactly(
            file("a/b/y.yaml", 1), file("a/x.yaml", 1), file("b/a/x.yaml", 1), file("b/y.yaml", 1));
  }

  @Test
  void tellsOfLinksThatLeadOutOrNowhere() throws IOException {
    Path outside = Files.writeString(temporary.resolve("secret.yaml"), "secret");
    link("absolute.yaml", outside);
    link("relative", Path.of("../.."));
    link("sibling", Files.createDirectory(temporary.resolve("tree2")));
    link("broken.yaml", Path.of("missing"));
    link("loop", Path.of("loop"));
    String out = "a link out of the tree, which is not followed";
    String nowhere = "a link that leads nowhere";
    assertThat(DirectoryTree.open(root).files())
        .containsExactly(
            new Entry("absolute.yaml", 0, out),
            new Entry("broken.yaml", 0, nowhere),
            new Entry("loop", 0, nowhere),
            new Entry("relative", 0, out),
            new Entry("sibling", 0, out));
  }

  @Test
  void doesNotReadThroughALinkThatTookAFilesPlace() throws IOException {
    write("a.yaml", "four");
    DirectoryTree tree = DirectoryTree.open(root);
    List<Entry> files = tree.files();
    Files.delete(root.resolve("a.yaml"));
    link("a.yaml", Files.writeString(temporary.resolve("secret.yaml"), "four"));
    assertThatThrownBy(() -> tree.read(files.getFirst()))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("changed while it was read");
  }

  @Test
  void refusesAFileThatGrewOrShrankOrWent() throws IOException {
    write("a.yaml", "four");
    DirectoryTree tree = DirectoryTree.open(root);
    Entry file = tree.files().getFirst();
    write("a.yaml", "five!");
    assertThatThrownBy(() -> tree.read(file)).hasMessage("changed while it was read");
    write("a.yaml", "two");
    assertThatThrownBy(() -> tree.read(file)).hasMessage("changed while it was read");
    Files.delete(root.resolve("a.yaml"));
    assertThatThrownBy(() -> tree.read(file)).hasMessage("is not there");
  }

  @Test
  void tellsOnTheSecondLookWhatChanged() throws IOException {
    write("same.yaml", "four");
    Path edited = write("edited.yaml", "four");
    DirectoryTree tree = DirectoryTree.open(root);
    assertThat(tree.files()).isEqualTo(tree.files());
    Files.writeString(edited, "FOUR");
    Files.setLastModifiedTime(edited, FileTime.from(Instant.EPOCH));
    assertThat(tree.files())
        .containsExactly(
            new Entry("edited.yaml", 4, "changed since it was first seen"), file("same.yaml", 4));
  }

  private Path write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void link(String path, Path target) throws IOException {
    Files.createSymbolicLink(root.resolve(path), target);
  }

  private static Entry file(String path, long size) {
    return new Entry(path, size, "");
  }
}
