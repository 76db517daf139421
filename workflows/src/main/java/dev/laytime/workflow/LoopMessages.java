package dev.laytime.workflow;

/** What every loop of rounds is told, and takes alike. */
abstract class LoopMessages {

  final Rounds rounds;

  LoopMessages(Rounds rounds) {
    this.rounds = rounds;
  }

  public final void now() {
    rounds.ask();
  }

  public final void pause() {
    rounds.pause();
  }

  public final void resume() {
    rounds.resume();
  }

  public final void look() {
    rounds.look();
  }
}
