package dev.laytime.starter.copy;

import dev.laytime.starter.output.ProgressLine;
import dev.laytime.starter.output.Screen;
import java.time.Instant;

/** Shows looks at a copy: a line that changes, and one line for each failed attempt. */
final class CopyDisplay implements AutoCloseable {

  private final Screen screen;
  private final ProgressLine line;
  private final TransferRate rate = new TransferRate();
  private int told;
  private boolean waitingTold;

  CopyDisplay(Screen screen) {
    this.screen = screen;
    this.line = screen.progress();
  }

  /**
   * @param nanos a clock that only runs forward
   */
  void show(CopyLook look, Instant now, long nanos) {
    CopyLook.Retry retry = look.retry();
    if (retry != null && retry.attempt() != told) {
      told = retry.attempt();
      note(ProgressText.of(retry, now));
    }
    if (look.waiting() && !waitingTold) {
      note(ProgressText.of(look, 0));
    }
    waitingTold = look.waiting();
    line.show(current(look, now, nanos));
  }

  private String current(CopyLook look, Instant now, long nanos) {
    if (look.retry() != null && look.retry().pausing()) {
      return ProgressText.of(look.retry(), now);
    }
    long bytes = look.progress() == null ? 0 : look.progress().bytesDone();
    return ProgressText.of(look, rate.add(bytes, nanos));
  }

  private void note(String text) {
    line.clear();
    screen.note(text);
  }

  @Override
  public void close() {
    line.close();
  }
}
