package dev.laytime.activities.usage.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.usage.FileTree.UnreadableException;
import dev.laytime.usage.Listing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OddContentTest {

  private static final String POD = "kind: Pod\nspec: {containers: [{image: good:1}]}\n";

  @Test
  void listsTheGoodFilesBesideABrokenOne() {
    Listing listing =
        new FakeTree()
            .with("a.yaml", POD)
            .with("b.yaml", "kind: [Pod")
            .with("c.yaml", POD.replace("good", "fine"))
            .list();
    assertThat(FakeTree.images(listing))
        .containsExactly("docker.io/library/fine:1", "docker.io/library/good:1");
    assertThat(listing.gaps()).singleElement().asString().startsWith("b.yaml: not YAML: line 1 ");
  }

  @Test
  void listsTheGoodDocumentsBeforeABrokenOne() {
    Listing listing = new FakeTree().with("a.yaml", POD + "---\nkind: {{ .Kind }}\n").list();
    assertThat(FakeTree.images(listing)).containsExactly("docker.io/library/good:1");
    assertThat(listing.gaps())
        .containsExactly(
            "a.yaml: document 2: a key that is a mapping or a list"
                + " (a template: it has {{, and is not rendered)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\na: 2\n",
        "a:\n\tb: c\n",
        "a: *nowhere\n",
        "a: &a [*a]\n",
        "<<: text\n",
        "{{- if .x }}\nkind: Pod\n{{- end }}\n",
        "kind: Pod\nspec: {{ .Values.spec }}\n",
        "kind: Pod\nspec: {containers: [{image: 'a:{{ .Values.tag }}'}]}\n",
        "kind: Pod\nspec: {containers: [{image: $(IMAGE)}]}\n",
        "kind: Pod\nspec: {containers: [{image: 'nginx '}]}\n",
        "kind: Pod\nspec: {containers: [{image: UPPER}]}\n",
        "kind: Pod\nspec: {containers: [{image: {repository: a}}]}\n",
        "kind: Pod\nspec: {containers: {image: a}}\n",
        "kind: Pod\nspec: {containers: [nginx]}\n",
        "kind: List\nitems: [nginx]\n",
        "- kind: Pod\n",
        "just text\n",
        "version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 12\n",
        "kind: Pod\nspec: \u0000\n",
        "%YAML 3.0\n---\nkind: Pod\n",
      })
  void declaresAGapForWhatCannotBeRead(String content) {
    Listing listing = new FakeTree().with("odd.yaml", content).with("pod.yaml", POD).list();
    assertThat(listing.gaps()).singleElement().asString().startsWith("odd.yaml: ");
    assertThat(FakeTree.images(listing)).containsExactly("docker.io/library/good:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\": 1, \"a\": 2}", "[1]", "{\"a\": 1} x", "{/* */}", "'a'"})
  void declaresAGapForJsonThatCannotBeRead(String content) {
    assertThat(new FakeTree().with("odd.json", content).list().gaps())
        .singleElement()
        .asString()
        .startsWith("odd.json");
  }

  @Test
  void readsJsonDocumentsThatFollowEachOther() {
    String pod = "{\"kind\": \"Pod\", \"spec\": {\"containers\": [{\"image\": \"%s\"}]}}\n";
    assertThat(new FakeTree().with("a.JSON", pod.formatted("a:1") + pod.formatted("b:1")).images())
        .containsExactly("docker.io/library/a:1", "docker.io/library/b:1");
  }

  @Test
  void findsAnImageBehindAnAnchorAndAMergeKey() {
    assertThat(
            new FakeTree()
                .with(
                    "a.yaml",
                    """
                    kind: Pod
                    x-base: &base {image: "base:1", tty: true}
                    x-more: &more {image: "more:1"}
                    spec:
                      containers:
                      - <<: *base
                        name: a
                      - <<: [*more, *base]
                        name: b
                      - <<: *base
                        image: own:1
                      - *more
                    """)
                .list()
                .images())
        .extracting(named -> named.image().text())
        .containsExactly(
            "docker.io/library/base:1",
            "docker.io/library/more:1",
            "docker.io/library/own:1",
            "docker.io/library/more:1");
  }

  @Test
  void readsAByteOrderMarkAndWindowsLineEnds() {
    assertThat(new FakeTree().with("a.yaml", "\uFEFF" + POD.replace("\n", "\r\n")).images())
        .containsExactly("docker.io/library/good:1");
  }

  @Test
  void declaresAGapForOtherEncodings() {
    assertThat(new FakeTree().with("a.yaml", POD.getBytes(StandardCharsets.UTF_16)).list().gaps())
        .containsExactly("a.yaml: not UTF-8");
  }

  @Test
  void doesNotReadAHugeFile() {
    byte[] huge = "a: b\n".repeat(10_000_000).getBytes(StandardCharsets.US_ASCII);
    assertThat(new FakeTree().with("huge.yaml", huge).list().gaps())
        .containsExactly("huge.yaml: larger than 8 MiB");
  }

  @Test
  void readsAFileOfExactlyTheLargestSize() {
    byte[] content = new byte[(int) ManifestFiles.LARGEST_FILE];
    Arrays.fill(content, (byte) '\n');
    byte[] pod = POD.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(pod, 0, content, 0, pod.length);
    assertThat(new FakeTree().with("a.yaml", content).images())
        .containsExactly("docker.io/library/good:1");
    assertThat(
            new FakeTree()
                .with("a.yaml", Arrays.copyOf(content, content.length + 1))
                .list()
                .complete())
        .isFalse();
  }

  @Test
  void refusesABillionLaughs() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }
    assertThat(new FakeTree().with("bomb.yaml", bomb.toString()).list().gaps())
        .containsExactly(
            "bomb.yaml: document 1: more than 1000000 values, with every alias written out");
  }

  @Test
  void readsToTheDeepestNestingAndNoDeeper() {
    int most = NodeBuilder.DEEPEST - 1;
    assertThat(new FakeTree().with("a.yaml", "a: " + nested(most)).list().gaps()).isEmpty();
    assertThat(new FakeTree().with("a.yaml", "a: " + nested(most + 1)).list().gaps())
        .containsExactly("a.yaml: document 1: nested deeper than 100");
    assertThat(new FakeTree().with("a.json", nested(1_000_000)).list().gaps())
        .containsExactly("a.json: document 1: nested deeper than 100");
  }

  @Test
  void countsTheDepthBehindAnAlias() {
    String half = nested(60);
    assertThat(
            new FakeTree()
                .with("a.yaml", "a: &a " + half + "\nb: " + "[".repeat(50) + "*a" + "]".repeat(50))
                .list()
                .gaps())
        .containsExactly("a.yaml: document 1: nested deeper than 100");
  }

  @Test
  void declaresAGapForWhatTheTreeCannotRead() {
    Listing listing =
        new FakeTree()
            .withUnreadable("a.yaml", "access denied")
            .withProblem("modules/x", "a submodule, which is not fetched")
            .list();
    assertThat(listing.gaps())
        .containsExactly("modules/x: a submodule, which is not fetched", "a.yaml: access denied");
  }

  @Test
  void leavesOutWhatAPersonMarkedAsIrrelevantAndSaysSo() {
    Listing listing =
        new FakeTree()
            .with("docs/broken.yaml", "[")
            .with("apps/docs/broken.yml", "[")
            .withProblem("docs/link", "a link out of the tree")
            .with("pod.yaml", POD)
            .list(new ManifestSettings(List.of("docs/", "**/broken.yml"), List.of()));
    assertThat(listing.gaps()).isEmpty();
    assertThat(listing.selected())
        .isEqualTo(
            "1 files of .yaml, .yml, .json or a kustomization;"
                + " left out as irrelevant 3 below docs/, **/broken.yml");
  }

  @Test
  void saysWhatASelectionIsWhateverItFinds() {
    List<ManifestSettings> all =
        List.of(
            ManifestSettings.PLAIN,
            new ManifestSettings(List.of("docs/"), List.of()),
            new ManifestSettings(List.of("docs/", "dev/"), List.of()),
            new ManifestSettings(List.of(), List.of(new ValuesRule("v.yaml", List.of("image")))),
            new ManifestSettings(List.of(), List.of(new ValuesRule("v.yaml", List.of("other")))));
    FakeTree tree = new FakeTree();
    List<String> before = all.stream().map(each -> tree.list(each).selection()).toList();
    tree.with("docs/a.yaml", POD).with("pod.yaml", POD);

    assertThat(before).doesNotHaveDuplicates().doesNotContain("");
    assertThat(all.stream().map(each -> tree.list(each).selection())).isEqualTo(before);
    assertThat(new ManifestSettings(List.of("dev/", "docs/"), List.of()).selection())
        .as("in whatever order")
        .isEqualTo(all.get(2).selection());
  }

  @Test
  void boundsTheGaps() {
    StringBuilder manyImages = new StringBuilder("kind: Pod\nspec:\n  containers:\n");
    for (int i = 0; i < 50; i++) {
      manyImages.append("  - image: NO").append(i).append('\n');
    }
    assertThat(new FakeTree().with("a.yaml", manyImages.toString()).list().gaps()).hasSize(21);
    String manyDocuments = "---\ntext\n".repeat(20_000);
    assertThat(new FakeTree().with("a.yaml", manyDocuments).list().gaps())
        .hasSize(Gaps.MOST_PATHS + 1)
        .endsWith("(tree): and more");
  }

  @Test
  void isOneGapWhereThereIsNoTree() {
    ManifestSource source =
        new ManifestSource(
            "git",
            _ -> {
              throw new UnreadableException("fetch x: no route", new IOException());
            },
            ManifestSettings.PLAIN);
    assertThat(source.list(() -> {}))
        .isEqualTo(new Listing("", "", "", List.of(), List.of("fetch x: no route")));
  }

  @Test
  void isCompleteForAnEmptyTreeAndClosesIt() {
    FakeTree tree = new FakeTree();
    assertThat(tree.list().complete()).isTrue();
    assertThat(tree.list().images()).isEmpty();
    assertThat(tree.closed).isTrue();
  }

  @Test
  void declaresAGapForAFileThatChangedMeanwhile() {
    FakeTree tree = new FakeTree().with("a.yaml", POD).with("b.yaml", POD).with("notes.txt", "");
    ManifestSource source = new ManifestSource("git", _ -> tree, ManifestSettings.PLAIN);
    Listing listing =
        source.list(() -> {
          tree.with("notes.txt", "more");
          tree.with("new.yaml", POD);
        });
    assertThat(listing.gaps())
        .containsExactly("new.yaml: changed while the tree was read; the next scan reads it");
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }
}
