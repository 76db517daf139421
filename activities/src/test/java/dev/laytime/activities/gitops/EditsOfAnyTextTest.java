package dev.laytime.activities.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.gitops.GitFileEdit.Kustomize;
import dev.laytime.activities.gitops.GitFileEdit.Pin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What holds of every edit, whatever the text is. */
class EditsOfAnyTextTest {

  private static final String[] PIECES = {
    "images:",
    "- name: app",
    "- name: b",
    "newTag: 1.2.2",
    "newTag: '1.2.2' # c",
    "digest:",
    "newName: registry.example.com/dev/team/app",
    "namePrefix: x",
    "a: [1, {b: c}]",
    "t: |",
    "text",
    "# comment",
    "",
    "k: &x v",
    "j: *x",
    "---",
    "\"q\": \"ü🎉\"",
    "images: []",
    "- - n",
    "<<: *x",
    "images: [{name: app}]",
    "{",
    "}",
    "- {name: app, newTag: \"7\"}",
    "? c",
    ": d",
    "!!str s: t",
  };

  @ParameterizedTest
  @EnumSource(Pin.class)
  void saysAfterwardsWhatWasMeantAndNothingElse(Pin pin) throws EditRefusedException {
    Random random = new Random(20261129);
    int edited = 0;
    for (int i = 0; i < 20_000; i++) {
      String before = text(random);
      String after = edited(before, pin);
      if (after == null || !isLoaded(before)) {
        continue;
      }
      edited++;
      assertThat(edited(after, pin)).as("again: %s", before).isEqualTo(after);
      assertThat(isSubsequence(kept(before), after)).as("kept: %s\n->\n%s", before, after).isTrue();
      Object entry = entry(new Load(LoadSettings.builder().build()).loadFromString(after));
      assertThat(String.valueOf(entry)).as(after).contains("registry.example.com/prod/team/app");
      assertThat(String.valueOf(entry).contains("newTag=1.2.3") || pin == Pin.DIGEST)
          .as(after)
          .isTrue();
      assertThat(String.valueOf(entry).contains("digest=" + Edited.NEW) || pin == Pin.TAG)
          .as(after)
          .isTrue();
    }
    assertThat(edited).as("texts that can be edited").isGreaterThan(300);
  }

  @Test
  void whatIsNotMeantIsRefused() throws EditRefusedException {
    String text = "a: 1\nb: 2\n";
    YamlChange wrong = new YamlChange(3, 4, "1\nc: 3", 3, 4, List.of("scalar PLAIN 1"));
    assertThat(catchRefusal(text, wrong))
        .isEqualTo("it is written in a way that cannot be edited in place with certainty");
  }

  /** Aliases of nothing and the like: no tool would take the file. */
  private static boolean isLoaded(String text) {
    try {
      new Load(LoadSettings.builder().build()).loadFromString(text);
      return true;
    } catch (YamlEngineException e) {
      return false;
    }
  }

  private static String catchRefusal(String text, YamlChange change) {
    try {
      return YamlChange.apply(text, List.of(change));
    } catch (EditRefusedException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String text(Random random) {
    String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
    StringBuilder text = new StringBuilder();
    int lines = 1 + random.nextInt(7);
    for (int i = 0; i < lines; i++) {
      text.append(" ".repeat(random.nextInt(3) == 0 ? 2 : 0));
      text.append(PIECES[random.nextInt(PIECES.length)]);
      text.append(i == lines - 1 && random.nextInt(3) == 0 ? "" : end);
    }
    return text.toString();
  }

  private static @Nullable String edited(String before, Pin pin) {
    try {
      return Edited.text(before, new Kustomize("app"), pin, "1.2.3");
    } catch (EditRefusedException e) {
      return null;
    }
  }

  /** Comments and keys stay, in their order. */
  private static List<String> kept(String before) {
    List<String> kept = new ArrayList<>();
    for (String line : before.lines().toList()) {
      int comment = line.indexOf('#');
      if (comment >= 0) {
        kept.add(line.substring(comment));
      } else if (!line.contains("new") && !line.contains("digest") && !line.contains("images")) {
        kept.add(line);
      }
    }
    return kept;
  }

  private static boolean isSubsequence(List<String> kept, String after) {
    int at = 0;
    for (String line : kept) {
      int found = after.indexOf(line, at);
      if (found < 0) {
        return false;
      }
      at = found + line.length();
    }
    return true;
  }

  private static Object entry(Object root) {
    return ((List<?>) Objects.requireNonNull(((Map<?, ?>) root).get("images")))
        .stream()
            .filter(item -> "app".equals(((Map<?, ?>) item).get("name")))
            .findFirst()
            .orElseThrow();
  }
}
