package dev.laytime.activities.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.gitops.GitFileEdit.Kustomize;
import dev.laytime.activities.gitops.GitFileEdit.Pin;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizeEditTest {

  private static final String REPOSITORY = "registry.example.com/prod/team/app";

  @Test
  void changesNothingButTheTag() throws EditRefusedException {
    assertThat(
            tag(
                """
                # kept
                resources: [ ../base ]   # so is this
                images:
                - name: other
                  newTag: "9"
                - name: app   # ours
                  newName:  registry.example.com/prod/team/app
                  newTag:   '1.2.2'   # why
                namePrefix: x-
                """))
        .isEqualTo(
            """
            # kept
            resources: [ ../base ]   # so is this
            images:
            - name: other
              newTag: "9"
            - name: app   # ours
              newName:  registry.example.com/prod/team/app
              newTag:   '1.2.3'   # why
            namePrefix: x-
            """);
  }

  @Test
  void addsWhatAnEntryLacks() throws EditRefusedException {
    assertThat(tag("images:\n  - name: app # ours\n    newTag: 1.2.2\n  - name: b\n"))
        .isEqualTo(
            """
            images:
              - name: app # ours
                newName: registry.example.com/prod/team/app
                newTag: 1.2.3
              - name: b
            """);
    assertThat(tag("images: [{name: app, newTag: 1.2.2}, {name: b}]\n"))
        .isEqualTo(
            "images: [{name: app, newName: registry.example.com/prod/team/app, newTag: 1.2.3},"
                + " {name: b}]\n");
  }

  @Test
  void neverLeavesADigestOfAnotherTag() throws EditRefusedException {
    assertThat(tag("images:\n- name: %s\n  digest: %s\n".formatted(REPOSITORY, Edited.OLD), null))
        .isEqualTo(
            "images:\n- name: %s\n  newTag: 1.2.3\n  digest: %s\n"
                .formatted(REPOSITORY, Edited.NEW));
  }

  @Test
  void addsAnEntryAtTheEndOfTheList() throws EditRefusedException {
    assertThat(tag("images:\n- name: b\n  newTag: \"1\" # b's\n# end\nnamePrefix: x-\n"))
        .isEqualTo(
            """
            images:
            - name: b
              newTag: "1" # b's
            - name: app
              newName: registry.example.com/prod/team/app
              newTag: 1.2.3
            # end
            namePrefix: x-
            """);
    assertThat(tag("images:\r\n    - name: b\r\n"))
        .isEqualTo(
            "images:\r\n    - name: b\r\n    - name: app\r\n      newName: "
                + REPOSITORY
                + "\r\n      newTag: 1.2.3\r\n");
    assertThat(tag("images: [{name: b}] # one\n"))
        .isEqualTo(
            "images: [{name: b}, {name: app, newName: %s, newTag: 1.2.3}] # one\n"
                .formatted(REPOSITORY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"images:", "images: []", "images: ~", "images: [ ]", "images: null"})
  void beginsAListThatIsEmpty(String empty) throws EditRefusedException {
    assertThat(tag("a: 1\n" + empty + " # none yet\nb: 2\n"))
        .isEqualTo(
            """
            a: 1
            images: # none yet
            - name: app
              newName: registry.example.com/prod/team/app
              newTag: 1.2.3
            b: 2
            """);
    assertThat(tag(empty))
        .isEqualTo("images:\n- name: app\n  newName: %s\n  newTag: 1.2.3".formatted(REPOSITORY));
  }

  @Test
  void beginsAListThatIsMissing() throws EditRefusedException {
    String added = "images:\n- name: %s\n  newTag: 1.2.3\n".formatted(REPOSITORY);
    assertThat(tag("---\nresources:\n- ../base # 🎉\n", null))
        .isEqualTo("---\nresources:\n- ../base # 🎉\n" + added);
    assertThat(tag("patches:\n- patch: |\n    - op: x\n\n", null))
        .isEqualTo("patches:\n- patch: |\n    - op: x\n\n" + added);
    assertThat(tag("a: 1\n...\n", null)).isEqualTo("a: 1\n" + added + "...\n");
  }

  @Test
  void writesDigestsWhereTheyAreWanted() throws EditRefusedException {
    assertThat(edit("images:\n- name: app\n", "app", Pin.DIGEST, "1.2.3"))
        .isEqualTo(
            "images:\n- name: app\n  newName: %s\n  digest: %s\n"
                .formatted(REPOSITORY, Edited.NEW));
    assertThat(edit("images:\n- name: %s\n".formatted(REPOSITORY), null, Pin.BOTH, "1.10"))
        .isEqualTo(
            "images:\n- name: %s\n  newTag: \"1.10\"\n  digest: %s\n"
                .formatted(REPOSITORY, Edited.NEW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.10", "1e3", "true", "on", "0x1F", "2024-01-02", "007", "1_000", "null"})
  void quotesWhatIsNoStringOtherwise(String tag) throws EditRefusedException {
    assertThat(
            edit("images:\n- name: %s\n  newTag: v1\n".formatted(REPOSITORY), null, Pin.TAG, tag))
        .isEqualTo("images:\n- name: %s\n  newTag: \"%s\"\n".formatted(REPOSITORY, tag));
    assertThat(
            edit(
                "images:\n- name: %s\n  newTag: %s\n".formatted(REPOSITORY, tag),
                null,
                Pin.TAG,
                tag))
        .as("the same in letters is another value")
        .isEqualTo("images:\n- name: %s\n  newTag: \"%s\"\n".formatted(REPOSITORY, tag));
  }

  @Test
  void leavesWhatSaysSoAlready() throws EditRefusedException {
    String right =
        "images:\n- newTag: '1.2.3'\n  name: \"app\"\n  newName: %s".formatted(REPOSITORY);
    assertThat(tag(right)).isEqualTo(right);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "images:\n- name: app\n  newTag: &t 1.2.2\n- name: b\n  newTag: *t\n",
        "images:\n- name: b\n  newTag: &t 1.2.2\n- name: app\n  newTag: *t\n",
        "images:\n- name: app\n- name: app\n",
        "images:\n- name: app\n  newTag: 1\n  newTag: 2\n",
        "images: []\nimages: []\n",
        "images:\n- name: app\n  newTag: |\n    1.2.2\n",
        "images:\n- name: app\n  newTag: \"1.2\\\n    .2\"\n",
        "images:\n- name: app\n  newTag: !!str 1.2.2\n",
        "images: &all\n",
        "images: *all\n",
        "images: none\n",
        "images:\n- app\n",
        "a: 1\n---\nimages: []\n",
        "{images: []}\n",
        "",
        "# nothing\n",
        "- a\n",
        "images:\n- name: app\n  newName: registry.example.com/prod/team/other\n",
        "images: {{ .Values.images }}\n",
        "images:\n-\n  - name: b\n",
      })
  void refusesWhatIsNotClear(String text) {
    assertThatThrownBy(() -> tag(text)).isInstanceOf(EditRefusedException.class);
  }

  @Test
  void renamesWhereItIsKnownWhichImageIsMeant() throws EditRefusedException {
    GitFileEdit edit = new GitFileEdit("f", List.of("team/app"), Pin.TAG, new Kustomize("app"));
    assertThat(Edited.text("images:\n- name: app\n  newName: other\n  newTag: x\n", edit, "1.2.3"))
        .isEqualTo("images:\n- name: app\n  newName: %s\n  newTag: 1.2.3\n".formatted(REPOSITORY));
  }

  private static String tag(String before) throws EditRefusedException {
    return tag(before, "app");
  }

  private static String tag(String before, @Nullable String name) throws EditRefusedException {
    return edit(before, name, Pin.TAG, "1.2.3");
  }

  private static String edit(String before, @Nullable String name, Pin pin, String tag)
      throws EditRefusedException {
    return Edited.text(before, new Kustomize(name), pin, tag);
  }
}
