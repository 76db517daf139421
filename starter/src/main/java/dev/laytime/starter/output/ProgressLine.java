package dev.laytime.starter.output;

/** One line at the bottom of a terminal that changes in place. Silent where there is none. */
public final class ProgressLine implements AutoCloseable {

  private static final String CLEAR = "\r\u001b[K";

  private final Streams streams;
  private boolean open;
  private boolean drawn;

  ProgressLine(Streams streams, boolean open) {
    this.streams = streams;
    this.open = open;
  }

  /** Replaces the line, cut to the terminal's width. */
  public synchronized void show(String text) {
    if (!open) {
      return;
    }
    String line = PlainText.oneLine(text);
    // The last column stays free: some terminals wrap when it is written.
    int room = Math.max(1, streams.width() - 1);
    streams.err().print(CLEAR + (line.length() <= room ? line : line.substring(0, room)));
    streams.err().flush();
    drawn = true;
  }

  /** Takes the line away, so that something else can be written; it may be shown again. */
  public synchronized void clear() {
    if (drawn) {
      streams.err().print(CLEAR);
      streams.err().flush();
      drawn = false;
    }
  }

  /** Takes the line away for good. */
  @Override
  public synchronized void close() {
    clear();
    open = false;
  }
}
