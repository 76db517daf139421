package dev.laytime.starter.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.Problem;
import dev.laytime.starter.Captured;
import dev.laytime.starter.Golden;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private static final Problem PROBLEM =
      new Problem(
          "pull manifest docker.io/library/alpine:3.20",
          "401 Unauthorized",
          "run 'docker login'",
          null);

  @Test
  void writesAnErrorInThreeLines() {
    Golden.check("error-plain.txt", error(PROBLEM, OutputFormat.TABLE, false));
  }

  @Test
  void writesAnErrorInColour() {
    assertThat(error(PROBLEM, OutputFormat.TABLE, true)).startsWith("\u001b[1;31merror:\u001b[0m ");
  }

  @Test
  void writesAnErrorAsJsonWithoutColours() {
    Golden.check("error-json.txt", error(PROBLEM, OutputFormat.JSON, true));
  }

  @Test
  void saysHowLongToWait() {
    Problem throttled =
        new Problem("pull blob", "429", "try later", Instant.parse("2026-11-21T07:00:00Z"));
    Golden.check("error-until.txt", error(throttled, OutputFormat.TABLE, false));
    Golden.check("error-until-json.txt", error(throttled, OutputFormat.JSONL, false));
  }

  @Test
  void letsNobodyElseMoveTheCursor() {
    Problem hostile =
        new Problem(
            "pull\r\nhint: evil", "\u001b[2J\u001b]0;x\u0007 first\nsecond", "\u202eback", null);
    Golden.check("error-hostile.txt", error(hostile, OutputFormat.TABLE, false));
  }

  @Test
  void keepsStderrPureForWhoeverReadsJsonThere() {
    Captured files = Captured.files();
    screen(files, OutputFormat.JSON).note("joined");
    assertThat(files.err()).isEmpty();

    Captured terminal = Captured.terminal();
    screen(terminal, OutputFormat.JSON).note("joined");
    assertThat(terminal.err()).contains("joined");
  }

  @Test
  void redrawsProgressInPlaceAndTakesItAway() {
    Captured terminal = Captured.terminal();
    try (ProgressLine line = screen(terminal, OutputFormat.TABLE).progress()) {
      line.show("half");
      line.show("x".repeat(200));
    }
    assertThat(terminal.err())
        .isEqualTo("\r\u001b[Khalf\r\u001b[K" + "x".repeat(79) + "\r\u001b[K");
  }

  @Test
  void showsNoProgressWithoutATerminalNorWhenQuiet() {
    Captured files = Captured.files();
    screen(files, OutputFormat.TABLE).progress().show("half");
    assertThat(files.err()).isEmpty();

    Captured terminal = Captured.terminal();
    Screen quiet = new Screen(terminal.streams(), OutputFormat.TABLE, false, true, false);
    quiet.progress().show("half");
    quiet.note("joined");
    assertThat(terminal.err()).isEmpty();
  }

  private static String error(Problem problem, OutputFormat format, boolean colors) {
    Captured captured = Captured.files();
    new Screen(captured.streams(), format, colors, false, false).error(problem);
    assertThat(captured.out()).isEmpty();
    return captured.err();
  }

  private static Screen screen(Captured captured, OutputFormat format) {
    return new Screen(captured.streams(), format, false, false, false);
  }
}
