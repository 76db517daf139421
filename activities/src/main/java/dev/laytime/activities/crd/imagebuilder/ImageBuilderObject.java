package dev.laytime.activities.crd.imagebuilder;

import dev.laytime.activities.crd.ObjectHeader;
import dev.laytime.image.Sha256;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An {@code ImageBuilder} as a cluster has it.
 *
 * @param createdAt when somebody made it
 * @param spec null where it cannot be understood
 */
record ImageBuilderObject(
    ObjectHeader header,
    Instant createdAt,
    @Nullable ImageBuilderSpec spec,
    ImageBuilderStatus status) {

  /** Of two that want the same the first one keeps it. */
  static final Comparator<ImageBuilderObject> OLDEST_FIRST =
      Comparator.comparing(ImageBuilderObject::createdAt)
          .thenComparing(each -> each.header().key());

  private static final int LONGEST_NAME = 40;
  private static final int HASH_DIGITS = 12;

  /** What its rule is called: another object never has the same. */
  String rule() {
    String plain = header.key().replaceAll("[^a-z0-9]+", "-");
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    return "builder-%s-%s".formatted(cut, hash(header.key()));
  }

  /** One that is made again under the same name begins its generations anew. */
  String request() {
    return "%s/%d".formatted(header.uid(), header.generation());
  }

  /**
   * One more of the same generation, where others were at fault for what became of the last.
   *
   * @param attempt 0 for the first
   */
  String request(int attempt) {
    return attempt == 0 ? request() : "%s/%d".formatted(request(), attempt);
  }

  private static String hash(String text) {
    return Sha256.hex(text).substring(0, HASH_DIGITS);
  }
}
