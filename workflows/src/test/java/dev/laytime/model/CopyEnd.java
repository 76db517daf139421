package dev.laytime.model;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.Fact;
import org.jspecify.annotations.Nullable;

/**
 * How a copy ends, whoever ordered it.
 *
 * @param digest what was ordered; null for what the upstream's tag names in the end
 */
record CopyEnd(Universe universe, String requestId, Reference image, @Nullable Digest digest) {

  /** Well, or with a fault. */
  void come(Operation.@Nullable CopyFault fault) {
    switch (fault) {
      case SILENT -> {}
      case FAILS ->
          universe.mailbox.send(
              image, at -> new Fact.CopyFailed(at, requestId, "upstream has trouble", null));
      case THROTTLED ->
          universe.mailbox.send(
              image,
              at ->
                  new Fact.CopyFailed(
                      at, requestId, "upstream wants patience", at.plusSeconds(600)));
      case null -> arrive();
    }
  }

  private void arrive() {
    Content content = digest == null ? universe.upstreamOf(image) : Content.of(digest);
    Tag tag = image.tag() == null ? ReservedTags.hold(content.digest()) : image.tag();
    if (universe.ledger.forbids(image, content.digest())) {
      universe.mailbox.send(
          image, at -> new Fact.CopyForbidden(at, requestId, content.digest(), "forbidden"));
      return;
    }
    universe.guard.overwrites(image, content);
    // A copy of ours counts whenever it came: the reaper must know of it.
    universe.registry.push(image.repository(), content, tag, 0);
    universe.mailbox.send(image, at -> new Fact.Copied(at, requestId, content.digest()));
  }
}
