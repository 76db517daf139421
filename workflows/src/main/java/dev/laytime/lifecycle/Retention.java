package dev.laytime.lifecycle;

import dev.laytime.image.Reference;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What retention rules say of one image. */
public final class Retention {

  private Retention() {}

  /**
   * An image of the repository, as the ledger knows it.
   *
   * @param firstSeen all images first seen in one sweep have one instant, and rank equal
   */
  public record Sibling(Reference image, Instant firstSeen) {}

  /**
   * One reason to stay.
   *
   * @param until when it ends by itself; null where only other images can end it
   */
  public record Kept(String reason, @Nullable Instant until) {}

  /**
   * Why an image stays; empty where no rule keeps it.
   *
   * @param siblings all images of its repository that are in the stage and have a tag, itself too
   */
  public static List<Kept> keepers(
      RepositoryPrefix stage,
      Sibling image,
      List<Sibling> siblings,
      List<RetentionRule> rules,
      Instant now) {
    List<Kept> kept = new ArrayList<>();
    for (RetentionRule rule : rules) {
      if (matches(stage, image.image(), rule)) {
        byAge(image, rule, now, kept);
        byRank(stage, image, siblings, rule, kept);
      }
    }
    return kept;
  }

  private static void byAge(Sibling image, RetentionRule rule, Instant now, List<Kept> kept) {
    if (rule.minAge() != null) {
      Instant end = image.firstSeen().plus(rule.minAge());
      if (now.isBefore(end)) {
        kept.add(new Kept("younger than " + rule.minAge() + ", until " + end, end));
      }
    }
  }

  private static void byRank(
      RepositoryPrefix stage,
      Sibling image,
      List<Sibling> siblings,
      RetentionRule rule,
      List<Kept> kept) {
    if (rule.keepLast() == null || rule.keepLast() == 0) {
      return;
    }
    long newer =
        siblings.stream()
            .filter(sibling -> matches(stage, sibling.image(), rule))
            .filter(sibling -> sibling.firstSeen().isAfter(image.firstSeen()))
            .count();
    if (newer < rule.keepLast()) {
      kept.add(new Kept("one of the last %d kept".formatted(rule.keepLast()), null));
    }
  }

  private static boolean matches(RepositoryPrefix stage, Reference image, RetentionRule rule) {
    String repository = stage.rest(image.repository()).orElse("");
    String tag = image instanceof Reference.Tagged(_, var named) ? named.value() : "";
    return anyMatches(rule.repositories(), repository) && anyMatches(rule.tags(), tag);
  }

  private static boolean anyMatches(List<String> patterns, String text) {
    return patterns.isEmpty()
        || patterns.stream().anyMatch(pattern -> Glob.compile(pattern).matcher(text).matches());
  }

  /** Patterns over paths: {@code *} within a component, {@code **} across, {@code ?} for one. */
  public static final class Glob {

    private Glob() {}

    /** The pattern as a regular expression over the whole text. */
    public static Pattern compile(String glob) {
      StringBuilder regex = new StringBuilder();
      for (int i = 0; i < glob.length(); i++) {
        char at = glob.charAt(i);
        if (at == '*' && i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
          regex.append(".*");
          i++;
        } else if (at == '*') {
          regex.append("[^/]*");
        } else if (at == '?') {
          regex.append("[^/]");
        } else {
          regex.append(Pattern.quote(String.valueOf(at)));
        }
      }
      return Pattern.compile(regex.toString());
    }
  }
}
