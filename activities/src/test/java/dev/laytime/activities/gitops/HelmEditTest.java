package dev.laytime.activities.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.gitops.GitFileEdit.Helm;
import dev.laytime.activities.gitops.GitFileEdit.Pin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelmEditTest {

  private static final Helm TAG = new Helm("image.tag", null, null, null, null);

  @Test
  void writesEachValueInItsOwnQuotes() throws EditRefusedException {
    Helm keys = new Helm("image.tag", "image.digest", "image.repository", "image.registry", null);
    assertThat(
            Edited.text(
                """
                image:
                  registry: dev.example.com   # host
                  repository: "dev/team/app"
                  tag: '1.2.2'
                  digest:
                  pullPolicy: Always
                tag: 7
                """,
                keys,
                Pin.TAG,
                "1.2.3"))
        .isEqualTo(
            """
            image:
              registry: registry.example.com   # host
              repository: "prod/team/app"
              tag: '1.2.3'
              digest: %s
              pullPolicy: Always
            tag: 7
            """
                .formatted(Edited.NEW));
  }

  @Test
  void writesTheWholeRepositoryWhereTheRegistryIsNotApart() throws EditRefusedException {
    assertThat(
            Edited.text(
                "a: {r: x/team/app, t: ''}\n",
                new Helm("a.t", null, "a.r", null, null),
                Pin.TAG,
                "7.0"))
        .isEqualTo("a: {r: registry.example.com/prod/team/app, t: '7.0'}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "TAG,    r/team/app:1,           registry.example.com/prod/team/app:1.2.3",
    "BOTH,   r/team/app:1,           registry.example.com/prod/team/app:1.2.3@NEW",
    "DIGEST, r/team/app,             registry.example.com/prod/team/app@NEW",
    "DIGEST, r/team/app:1,           registry.example.com/prod/team/app:1.2.3@NEW",
    "TAG,    r/team/app@sha256:00,   registry.example.com/prod/team/app:1.2.3@NEW",
    "TAG,    h:5000/team/app,        registry.example.com/prod/team/app:1.2.3",
    "DIGEST, h:5000/team/app,        registry.example.com/prod/team/app@NEW",
  })
  void writesWholeReferencesWithAllThatStoodThere(Pin pin, String before, String after)
      throws EditRefusedException {
    Helm keys = new Helm(null, null, null, null, "c[1].image");
    assertThat(Edited.text("c:\n- image: x\n- image: " + before + "\n", keys, pin, "1.2.3"))
        .isEqualTo("c:\n- image: x\n- image: " + after.replace("NEW", Edited.NEW.value()) + "\n");
  }

  @Test
  void keepsADigestBehindATagTrue() throws EditRefusedException {
    assertThat(Edited.text("image: {tag: \"1@sha256:00\"}", own(TAG), "1.2.3"))
        .isEqualTo("image: {tag: \"1.2.3@" + Edited.NEW + "\"}");
  }

  @Test
  void readsDotsWithinKeys() throws EditRefusedException {
    Helm keys = new Helm("a\\.b.c[0][1]", null, null, null, null);
    assertThat(Edited.text("a.b:\n  c: [[x, y]]\n", own(keys), "1.2.3"))
        .isEqualTo("a.b:\n  c: [[x, 1.2.3]]\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image: {}\n",
        "image:\n  tag: {x: 1}\n",
        "image:\n  tag: 1\n  tag: 2\n",
        "image: &i\n  tag: 1\nimage: *i\n",
        "base: &b {tag: 1}\nimage: *b\n",
        "base: &b {tag: 1}\nimage:\n  <<: *b\n",
        "image:\n  tag: *t\n",
        "image:\n  tag: >-\n    1\n",
        "image:\n  tag: 1\n---\nimage:\n  tag: 2\n",
        "image: [tag]\n",
        "image:\n  tag: a\n    b\n",
      })
  void refusesWhatIsNotClear(String text) {
    assertThatThrownBy(() -> Edited.text(text, own(TAG), "1.2.3"))
        .isInstanceOf(EditRefusedException.class);
  }

  @Test
  void refusesAnotherImagesPlace() {
    assertThatThrownBy(() ->
            Edited.text("i: r/other:1\n", new Helm(null, null, null, null, "i"), Pin.TAG, "1.2.3"))
        .hasMessage("i names 'r/other:1', which is another image than team/app");
  }

  /** Two teams' images of one name in one file. */
  @ParameterizedTest
  @CsvSource({
    "r/team-b/app:1,      false",
    "r/xteam/app:1,       false",
    "team-b/app,          false",
    "r/app:1,             false",
    "app:1,               true",
    "team/app:1,          true",
    "r:5000/dev/team/app, true",
  })
  void tellsImagesOfOneNameApart(String before, boolean meant) throws EditRefusedException {
    Helm whole = new Helm(null, null, null, null, "i");
    Helm beside = new Helm("image.tag", null, null, null, null);
    String text = "i: %s\n".formatted(before);
    String values = "image: {repository: %s, tag: 1}\n".formatted(before);
    if (meant) {
      assertThat(Edited.text(text, whole, Pin.TAG, "1.2.3")).contains("prod/team/app:1.2.3");
      assertThat(Edited.text(values, beside, Pin.TAG, "1.2.3")).contains("tag: 1.2.3");
    } else {
      assertThatThrownBy(() -> Edited.text(text, whole, Pin.TAG, "1.2.3"))
          .hasMessageContaining("which is another image than team/app");
      assertThatThrownBy(() -> Edited.text(values, beside, Pin.TAG, "1.2.3"))
          .hasMessageContaining("which is another image than team/app");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"image.tag", "image.digest"})
  void writesAWordOfAnImageOnlyWhereItIsKnownWhose(String key) throws EditRefusedException {
    boolean tag = key.endsWith("tag");
    Helm keys = new Helm(tag ? key : null, tag ? null : key, null, null, null);
    String text = "image: {%s: 1}\n".formatted(key.substring(6));
    assertThatThrownBy(() -> Edited.text(text, keys, Pin.TAG, "1.2.3"))
        .isInstanceOfSatisfying(
            EditRefusedException.class, e -> assertThat(e.hint()).contains("team/app"))
        .hasMessage("nothing says that %s is a word of team/app".formatted(key));
    assertThatThrownBy(() -> Edited.text(beside("r/other", text), keys, Pin.TAG, "1.2.3"))
        .hasMessageContaining("beside 'r/other'");
    assertThat(Edited.text(beside("r/team/app", text), keys, Pin.TAG, "1.2.3"))
        .doesNotContain(": 1}");
    assertThat(Edited.text(text, own(keys), "1.2.3")).doesNotContain(": 1}");
  }

  private static String beside(String repository, String text) {
    return text.replace("{", "{repository: %s, ".formatted(repository));
  }

  private static GitFileEdit own(Helm keys) {
    return new GitFileEdit("f.yaml", List.of("team/app"), Pin.TAG, keys);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a[x]", "a[0]b", "[0]", "a[0"})
  void refusesPathsThatAreNone(String path) {
    assertThatThrownBy(() -> new Helm(path, null, null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
