package dev.laytime.worker.messages;

import dev.laytime.worker.ledger.Telling;
import dev.laytime.worker.messages.Announcements.Announcement;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells lives what the ledger owes them since a decision: each row goes after its send, so that
 * whoever comes next sends what is left.
 */
public final class OwedWords {

  private static final int BATCH = 100;

  private final Telling telling;
  private final LifeMessages lives;

  public OwedWords(Telling telling, LifeMessages lives) {
    this.telling = telling;
    this.lives = lives;
  }

  /** All of it, for a sender outside any workflow. */
  public Announcement announcement() {
    return new Announcement("tell lives what was decided", () -> send(_ -> {}));
  }

  /** One word. */
  public Announcement announcement(Telling.Said said) {
    return new Announcement("tell " + said.image(), () -> send(said));
  }

  /**
   * Sends until nothing is owed.
   *
   * @param progress how many were sent so far
   * @return how many were sent
   */
  int send(Consumer<Integer> progress) {
    int sent = 0;
    // What is not named any more goes before the waking: who wakes decides by it.
    for (Telling.Said said : telling.withdrawn()) {
      send(said);
      progress.accept(++sent);
    }
    for (List<Telling.Look> batch = telling.owed(BATCH);
        !batch.isEmpty();
        batch = telling.owed(BATCH)) {
      for (Telling.Look look : batch) {
        lives.look(look.image(), look.why());
        telling.paid(look);
        progress.accept(++sent);
      }
    }
    return sent;
  }

  private void send(Telling.Said said) {
    lives.usage(said);
    telling.said(said);
  }
}
