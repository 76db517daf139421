package dev.laytime.activities.gitops;

import dev.laytime.activity.GitWriteRequest;
import dev.laytime.promotion.PromotionOrder;

/** What a commit says: enough to know without us who wanted what, and why. */
final class CommitMessage {

  private static final String TRAILER = "Laytime-Promotion: ";

  private CommitMessage() {}

  static String of(GitWriteRequest request, WrittenImage image) {
    PromotionOrder order = request.order();
    boolean back = order.kind() == PromotionOrder.Kind.ROLLBACK;
    return """
    %s %s %s %s %s

    Image:  %s
    Digest: %s
    %s: %s
    Path:   %s
    By:     %s

    %s%s
    """
        .formatted(
            back ? "Roll back" : "Promote",
            image.name(),
            back ? "to" : image.tag(),
            back ? image.tag() : "to",
            back ? "in " + image.stage() : image.stage(),
            order.target(),
            order.digest(),
            back ? "Was  " : "Source",
            order.source(),
            line(order.path()),
            line(order.by()),
            TRAILER,
            line(request.promotion()));
  }

  /** Whether a commit was made for that, of the same digest. */
  static boolean isOf(String message, GitWriteRequest request) {
    return message.lines().anyMatch(l -> l.equals(TRAILER + line(request.promotion())))
        && message.contains(request.order().digest().value());
  }

  /** What others wrote has one line here, lest it say what we say. */
  private static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }
}
