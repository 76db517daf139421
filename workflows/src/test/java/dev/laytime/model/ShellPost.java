package dev.laytime.model;

import dev.laytime.activity.Outcome;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Offer;
import dev.laytime.lifecycle.Word;
import dev.laytime.workflow.ImageLife;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Facts as the messages that bring them to a life, and outcomes as facts. */
final class ShellPost {

  private ShellPost() {}

  static void send(Shell shell, Reference image, Fact fact) {
    shell.signal(image, life -> signal(life, fact));
  }

  private static void signal(ImageLife life, Fact fact) {
    switch (fact) {
      case Fact.Said(_, var word) -> life.usage(usage(word));
      case Fact.Looked(_, var why) -> life.look(why);
      case Fact.Unpulled(_, var by) -> life.unpulled(by);
      case Fact.Displaced(_, var name) -> life.displaced(name);
      case Fact.Found(var at, var digest) ->
          life.found(new ImageLife.FoundMessage("", text(digest), at.toString()));
      case Fact.Pushed(_, var digest) ->
          life.pushed(new ImageLife.PushedMessage("", digest.value()));
      case Fact.Offered(_, Offer(var source, var digest, var rule, var expected)) ->
          life.offered(
              new ImageLife.OfferedMessage(
                  "",
                  source.text(),
                  digest.value(),
                  rule,
                  expected == null ? null : expected.text()));
      case Fact.Copied(_, var id, var digest) -> life.outcome(Outcome.copied(id, digest.value()));
      case Fact.CopyFailed(_, var id, var cause, var until) ->
          life.outcome(Outcome.copyFailed(id, cause, until == null ? null : until.toString()));
      case Fact.CopyForbidden(_, var id, var digest, var cause) ->
          life.outcome(Outcome.copyForbidden(id, digest.value(), cause));
      case Fact.Removed(_, var id, var untagged, var note, var bytes) ->
          life.outcome(Outcome.removed(id, untagged, note, bytes));
      case Fact.NotRemoved(_, var id, var reasons, var retryAt, var inDoubt) ->
          life.outcome(Outcome.notRemoved(id, reasons, retryAt.toString(), inDoubt));
      case Fact.Gone(_, var id, var note) -> life.outcome(Outcome.gone(id, note));
      case Fact.Moved(_, var id, var digest) -> life.outcome(Outcome.moved(id, digest.value()));
      default -> throw new IllegalArgumentException("No message: " + fact);
    }
  }

  private static ImageLife.UsageMessage usage(Word word) {
    return new ImageLife.UsageMessage(
        "",
        word.source(),
        word.epoch(),
        word.seenAt().toString(),
        word.count(),
        word.strongest(),
        word.first());
  }

  private static @Nullable String text(@Nullable Digest digest) {
    return digest == null ? null : digest.value();
  }

  static Fact fact(Outcome outcome, Instant at) {
    String id = outcome.requestId();
    return switch (outcome.kind()) {
      case "removed" ->
          new Fact.Removed(at, id, outcome.untagged(), outcome.note(), outcome.releasedBytes());
      case "not-removed" ->
          new Fact.NotRemoved(
              at,
              id,
              outcome.reasons(),
              Instant.parse(String.valueOf(outcome.until())),
              outcome.inDoubt());
      case "gone" -> new Fact.Gone(at, id, outcome.note());
      case "moved" -> new Fact.Moved(at, id, new Digest(String.valueOf(outcome.digest())));
      default -> throw new IllegalArgumentException("No outcome of a reaper: " + outcome);
    };
  }
}
