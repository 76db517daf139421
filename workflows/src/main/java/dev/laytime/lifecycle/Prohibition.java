package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's word that an image is not brought into its stage any more. It takes nothing away.
 *
 * @param image by tag, whatever that names; or by digest, under whatever name in any stage
 * @param by who said so
 * @param since when it was said
 * @param why for people
 */
public record Prohibition(Reference image, String by, Instant since, String why) {

  /**
   * Whether it forbids to bring something.
   *
   * @param name where to
   * @param digest what; null where that is not known yet
   */
  public boolean covers(Reference name, @Nullable Digest digest) {
    Digest forbidden = image.digest();
    if (forbidden != null) {
      return forbidden.equals(digest) || forbidden.equals(name.digest());
    }
    return image.repository().equals(name.repository())
        && image.selector().equals(name.tag() == null ? "" : name.tag().value());
  }

  @Override
  public String toString() {
    return "forbidden by %s since %s: %s".formatted(by, since, why);
  }
}
