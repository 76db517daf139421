package dev.laytime.promotion;

import dev.laytime.image.Glob;
import dev.laytime.mirror.TagPattern;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which paths must not be there together. Two ways for the same image from one stage to another
 * would leave open which gates count, and two that promote by themselves would take one tag from
 * each other for ever.
 */
public final class PathConflict {

  /** What a tag that names a version can begin with. */
  private static final Pattern VERSION_BEGINS = Pattern.compile("v?(\\d.*)?");

  private PathConflict() {}

  /** Why two paths must not be there together; null where they may. */
  public static @Nullable String between(PromotionPath one, PromotionPath other) {
    boolean sameEnd =
        destinations(one).anyMatch(stage -> destinations(other).anyMatch(stage::equals));
    boolean sameWay = sameEnd && one.from().equals(other.from());
    boolean bothAutomatic =
        sameEnd
            && one.automatic() != PromotionPath.Automatic.NONE
            && other.automatic() != PromotionPath.Automatic.NONE;
    if (!(sameWay || bothAutomatic) || !meet(one, other)) {
      return null;
    }
    return "'%s' and '%s' %s: give them repositories of their own, or tags that cannot be the same"
        .formatted(
            one.name(),
            other.name(),
            sameWay
                ? "lead the same images from one stage to the other, and nobody could say whose"
                    + " gates count"
                : "promote into the same images by themselves");
  }

  private static Stream<String> destinations(PromotionPath path) {
    return Stream.concat(Stream.of(path.to()), path.replicas().stream());
  }

  /** Unless it is certain that no image goes both. */
  private static boolean meet(PromotionPath one, PromotionPath other) {
    return meet(one.tags(), other.tags(), PathConflict::meet)
        && meet(one.repositories(), other.repositories(), PathConflict::meet);
  }

  /** Where no pattern is, everything is meant. */
  private static <T> boolean meet(List<T> some, List<T> others, BiPredicate<T, T> meet) {
    return some.isEmpty()
        || others.isEmpty()
        || some.stream().anyMatch(one -> others.stream().anyMatch(other -> meet.test(one, other)));
  }

  private static boolean meet(TagPattern one, TagPattern other) {
    if (one instanceof TagPattern.Exact(var tag)) {
      return other.matcher().test(tag);
    }
    if (other instanceof TagPattern.Exact(var tag)) {
      return one.matcher().test(tag);
    }
    if (one instanceof TagPattern.Wildcard(var glob)) {
      return meet(glob, other);
    }
    return !(other instanceof TagPattern.Wildcard(var glob)) || meet(glob, one);
  }

  private static boolean meet(String glob, TagPattern other) {
    return switch (other) {
      case TagPattern.Exact(var tag) -> Glob.matches(glob, tag.value());
      case TagPattern.Wildcard(var another) -> meet(glob, another);
      case TagPattern.Range _ -> VERSION_BEGINS.matcher(Glob.literal(glob)).matches();
      case TagPattern.Regex _, TagPattern.Versions _ -> true;
    };
  }

  private static boolean meet(String one, String other) {
    String first = Glob.literal(one);
    String second = Glob.literal(other);
    if (first.equals(one) || second.equals(other)) {
      return Glob.matches(one, other) || Glob.matches(other, one);
    }
    return first.startsWith(second) || second.startsWith(first);
  }
}
