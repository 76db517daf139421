package dev.laytime.promotion;

import dev.laytime.image.Glob;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which paths must not be there together. Two ways for the same image from one stage to another
 * would leave open which gates count, and two that promote by themselves would take one tag from
 * each other for ever.
 */
public final class PathConflict {

  private PathConflict() {}

  /** Why two paths must not be there together; null where they may. */
  public static @Nullable String between(PromotionPath one, PromotionPath other) {
    boolean sameWay = one.from().equals(other.from()) && one.to().equals(other.to());
    boolean bothAutomatic =
        one.automatic() != PromotionPath.Automatic.NONE
            && other.automatic() != PromotionPath.Automatic.NONE
            && destinations(one).anyMatch(stage -> destinations(other).anyMatch(stage::equals));
    if (!(sameWay || bothAutomatic) || !meet(one, other)) {
      return null;
    }
    return "'%s' and '%s' %s: give them repositories or tags of their own"
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

  /** As far as that is certain of tags; patterns of repositories count as the same if in doubt. */
  private static boolean meet(PromotionPath one, PromotionPath other) {
    boolean tags =
        one.tags().isEmpty()
            || other.tags().isEmpty()
            || one.tags().stream().anyMatch(other.tags()::contains);
    boolean repositories =
        one.repositories().isEmpty()
            || other.repositories().isEmpty()
            || one.repositories().stream()
                .anyMatch(a -> other.repositories().stream().anyMatch(b -> meet(a, b)));
    return tags && repositories;
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
