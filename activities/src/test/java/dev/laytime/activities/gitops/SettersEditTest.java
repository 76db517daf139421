package dev.laytime.activities.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.gitops.GitFileEdit.Pin;
import dev.laytime.activities.gitops.GitFileEdit.Setters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettersEditTest {

  private static final Setters SETTERS = new Setters("flux-system:app");

  @Test
  void writesWhatEachMarkAsksFor() throws EditRefusedException {
    assertThat(
            edit(
                """
                image: "r/team/app:1.2.2" # {"$imagepolicy": "flux-system:app"}
                name: r/team/app # {"$imagepolicy": "flux-system:app:name"}
                tag: '1.2.2'   # { "$imagepolicy" : "flux-system:app:tag" }
                digest: "" # {"$imagepolicy": "flux-system:app:digest"}
                ---
                list:
                - r/team/app:1.2.2 # {"$laytime": "to-prod"}
                - 1.2.2 # {"$laytime": "to-prod/team/app:tag"}
                - x # {"$laytime": "to-prod/team/app:digest"}
                - r/team/app # {"$laytime": "to-prod/team/app:name"}
                - r/team/app:1 # {"$laytime": "to-prod:image"}
                """))
        .isEqualTo(
            """
            image: "registry.example.com/prod/team/app:1.2.3" # {"$imagepolicy": "flux-system:app"}
            name: registry.example.com/prod/team/app # {"$imagepolicy": "flux-system:app:name"}
            tag: '1.2.3'   # { "$imagepolicy" : "flux-system:app:tag" }
            digest: "DIGEST" # {"$imagepolicy": "flux-system:app:digest"}
            ---
            list:
            - registry.example.com/prod/team/app:1.2.3 # {"$laytime": "to-prod"}
            - 1.2.3 # {"$laytime": "to-prod/team/app:tag"}
            - DIGEST # {"$laytime": "to-prod/team/app:digest"}
            - registry.example.com/prod/team/app # {"$laytime": "to-prod/team/app:name"}
            - registry.example.com/prod/team/app:1.2.3 # {"$laytime": "to-prod:image"}
            """
                .replace("DIGEST", Edited.NEW.value()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tag: 1 # {\"$imagepolicy\": \"flux-system:other:tag\"}\n",
        "tag: 1 # {\"$imagepolicy\": \"other:app:tag\"}\n",
        "tag: 1 # {\"$laytime\": \"to-test:tag\"}\n",
        "tag: 1 # {\"$laytime\": \"to-prod/team/other:tag\"}\n",
        "text: |\n  tag: 1 # {\"$laytime\": \"to-prod:tag\"}\n",
        "text: \"# {'$laytime': 'to-prod:tag'}\"\n",
        "{{ not YAML, and not ours }}\n",
      })
  void leavesWhatIsNotMeant(String text) throws EditRefusedException {
    assertThat(edit(text)).isEqualTo("(no mark)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tag: # {\"$laytime\": \"to-prod/team/app:tag\"}\n  a: 1\n",
        "# {\"$laytime\": \"to-prod/team/app:tag\"}\ntag: 1\n",
        "tag: 1 # see {\"$laytime\": \"to-prod/team/app:tag\"}\n",
        "tag: 1 # {\"$laytime\": \"to-prod/team/app:tag\"} or so\n",
        "{tag: 1} # {\"$laytime\": \"to-prod/team/app:tag\"}\n",
        "tag: 1 # {\"$laytime\": \"to-prod/team/app:version\"}\n",
        "tag: *t # {\"$laytime\": \"to-prod/team/app:tag\"}\n",
        "tag: &t 1 # {\"$laytime\": \"to-prod/team/app:tag\"}\n",
        "tag: | # {\"$laytime\": \"to-prod/team/app:tag\"}\n  1\n",
        "image: r/other:1 # {\"$laytime\": \"to-prod\"}\n",
        "tag: {{ .x }} # {\"$laytime\": \"to-prod/team/app:tag\"}\n",
      })
  void refusesWhatIsNotClear(String text) {
    assertThatThrownBy(() -> edit(text)).isInstanceOf(EditRefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"to-prod:tag", "to-prod:digest"})
  void writesAWordOfAnImageOnlyWhereItIsKnownWhose(String mark) throws EditRefusedException {
    String line = "x: 1 # {\"$laytime\": \"%s\"}\n".formatted(mark);
    assertThatThrownBy(() -> edit(line))
        .isInstanceOfSatisfying(
            EditRefusedException.class, e -> assertThat(e.hint()).contains("team/app"))
        .hasMessageContaining("nothing says");
    assertThatThrownBy(() -> edit("name: app\nrepository: r/other\n" + line))
        .hasMessageContaining("beside 'r/other'");
    assertThat(edit("repository: r/team/app\n" + line))
        .contains(mark.endsWith("tag") ? "1.2.3" : "a");
    GitFileEdit own = new GitFileEdit("f.yaml", List.of("team/app"), Pin.TAG, SETTERS);
    assertThat(Edited.text(line, own, "1.2.3")).doesNotContain("x: 1 ");
    GitFileEdit team = new GitFileEdit("f.yaml", List.of("team/*"), Pin.TAG, SETTERS);
    assertThatThrownBy(() -> Edited.text(line, team, "1.2.3"))
        .isInstanceOf(EditRefusedException.class);
  }

  @Test
  void refusesAPolicyThatIsNone() {
    assertThatThrownBy(() -> new Setters("app")).isInstanceOf(IllegalArgumentException.class);
  }

  private static String edit(String before) throws EditRefusedException {
    return Edited.text(before, SETTERS, Pin.TAG, "1.2.3");
  }
}
