package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.mirror.MirrorRule;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/** What people are told of an image whose mirror is polled. */
final class PolledWords {

  private final PolledTags tags;

  PolledWords(Sql sql) {
    this.tags = new PolledTags(sql);
  }

  /** How its source is polled and what it said; nothing where it is not, or by digest. */
  Stream<String> of(Reference image, Ground ground) {
    return image instanceof Reference.Tagged
        ? JdbcPolls.polled(ground.rules()).stream()
            .filter(rule -> JdbcPolls.stage(ground, rule, image).isPresent())
            .map(rule -> text(rule, image))
        : Stream.empty();
  }

  private String text(MirrorRule rule, Reference image) {
    Duration every = Objects.requireNonNull(rule.poll()).every();
    return "its source, %s, is polled every %d s: %s"
        .formatted(
            rule.sourceOf(image).orElseThrow(),
            every.toSeconds(),
            tags.find(rule, image).map(PolledTags.Row::text).orElse("not looked at yet"));
  }
}
