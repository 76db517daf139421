package dev.laytime.workflow;

import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.LookRequest;
import dev.laytime.activity.Problem;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Reference;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.PromotionOrder;
import io.temporal.failure.ActivityFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Where what is promoted can be had: from its source, and where that has lost it from elsewhere.
 */
final class PromotionContent {

  private final PromotionOrder order;
  private final List<Destination> destinations;

  /** Of what goes to all of these. */
  PromotionContent(PromotionOrder order, List<Destination> destinations) {
    this.order = order;
    this.destinations = destinations;
  }

  /** Every place that is known says that it has it not. */
  static final class LostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    LostException(Problem problem) {
      super("source lost: " + ActivityProblems.text(problem, "copy"), null, false, false);
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }

  /**
   * Has all of it by digest in a destination, under no tag.
   *
   * @throws LostException if it is nowhere
   * @throws ActivityFailure if it does not come, or it is not known of every place whether it is
   *     there
   */
  void bring(Destination destination) {
    Reference there = destination.target().repository().pinned(order.digest());
    Reference source = order.source().withDigest(order.digest());
    if (source.equals(there) && isAt(there)) {
      return;
    }
    ActivityFailure unknown = null;
    Problem absent = new Problem("", "%s has it no more".formatted(source), "", null);
    for (Reference place : places(source, there)) {
      try {
        if (place.equals(source) || isAt(place)) {
          copy(place, there, destination.stage());
          return;
        }
      } catch (ActivityFailure failure) {
        if (!ActivityProblems.isAbsence(failure)) {
          if (place.equals(source)) {
            throw failure;
          }
          unknown = failure;
        } else if (place.equals(source)) {
          absent = ActivityProblems.of(failure);
        }
      }
    }
    throw unknown == null ? new LostException(absent) : unknown;
  }

  /** The destination itself is one: a copy onto itself proves that nothing of it is missing. */
  private List<Reference> places(Reference source, Reference there) {
    List<Reference> places = new ArrayList<>();
    if (!source.equals(there)) {
      places.add(source);
      places.add(there);
    }
    for (Destination other : destinations) {
      Reference place = other.target().repository().pinned(order.digest());
      if (!places.contains(place) && !place.equals(there)) {
        places.add(place);
      }
    }
    return places;
  }

  private static boolean isAt(Reference image) {
    return PromotionStubs.looking("what " + image + " is")
            .look(new LookRequest(image, null))
            .digest()
        != null;
  }

  private void copy(Reference from, Reference to, String stage) {
    PromotionStubs.copying("copy into " + stage)
        .copy(
            new CopyRequest(
                new ImageLocation.InRegistry(from),
                order.digest(),
                new ImageLocation.InRegistry(to),
                List.of(),
                true));
  }
}
