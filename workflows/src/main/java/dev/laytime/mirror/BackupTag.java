package dev.laytime.mirror;

import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Names of tags that keep what another tag is about to lose. */
final class BackupTag {

  private static final String TAG = "{tag}";
  private static final String DATE = "{date}";
  private static final String DIGEST = "{digest}";
  private static final int LONGEST = 128;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** What is left of a template without its placeholders. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]*");

  private BackupTag() {}

  /**
   * @throws IllegalArgumentException if the template gives no tags, or the tag itself
   */
  static void check(String template) {
    String plain = template.replace(TAG, "").replace(DATE, "").replace(DIGEST, "");
    boolean told = template.contains(TAG) && !template.equals(TAG);
    boolean begins = !template.startsWith(".") && !template.startsWith("-");
    if (!told || !begins || template.length() > LONGEST || !PLAIN.matcher(plain).matches()) {
      throw new IllegalArgumentException(
          "Invalid backup '%s': expected the form of a tag with {tag} in it and something beside"
                  .formatted(template)
              + " it, as in old-{tag} or {tag}-{date}; {date} and {digest} are known, too");
    }
  }

  /**
   * @throws InvalidReferenceException if that is too long for a tag, or kept for bookkeeping
   */
  static Tag of(String template, Tag tag, Digest lost, Instant at) {
    String text =
        template
            .replace(DATE, SECONDS.format(at))
            .replace(DIGEST, lost.abbreviated())
            .replace(TAG, tag.value());
    Tag backup = new Tag(text);
    if (ReservedTags.isReserved(backup)) {
      throw new InvalidReferenceException("backup tag", text, "one that no bookkeeping needs");
    }
    return backup;
  }
}
