package dev.laytime.mirror;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a listing of one repository comes to, against what is remembered of it.
 *
 * @param toLookUp what is selected and has to be looked up
 * @param remembered what is written down without being looked up
 * @param left what is selected no more, and what left the source; it was brought, and stays
 * @param forgotten what is selected no more and was never brought
 * @param pruned of those that stay, what left the source and is to leave the destination, too
 * @param broughtBefore how many of the repository were brought
 */
public record Picked(
    List<MirrorTarget> toLookUp,
    List<MirrorTarget> remembered,
    List<MirrorTarget> left,
    List<Reference> forgotten,
    List<MirrorTarget> pruned,
    int broughtBefore) {

  private static final int PERCENT = 30;
  private static final int PERCENT_FROM = 10;

  public Picked {
    toLookUp = List.copyOf(toLookUp);
    remembered = List.copyOf(remembered);
    left = List.copyOf(left);
    forgotten = List.copyOf(forgotten);
    pruned = List.copyOf(pruned);
  }

  /** Whether the tags of a mirror are known only by a listing. */
  public static boolean needsListing(TagMirror mirror) {
    Selection tags = mirror.tags();
    return tags.newest() != null
        || tags.allow().isEmpty()
        || !tags.allow().stream().allMatch(TagPattern.Exact.class::isInstance);
  }

  /** Whether so many left the source at once that something may be wrong with it. */
  public boolean isTooMany() {
    return broughtBefore >= PERCENT_FROM && pruned.size() * 100 > broughtBefore * PERCENT;
  }

  /** A repository that the mirror does not mean any more. */
  public static Picked nothing(Collection<MirrorTarget> known) {
    return new Picked(
        List.of(),
        List.of(),
        known.stream()
            .filter(target -> target.brought() != null && target.selected())
            .map(MirrorTarget::unselected)
            .toList(),
        known.stream().filter(target -> target.brought() == null).map(MirrorTarget::image).toList(),
        List.of(),
        0);
  }

  /**
   * Compares.
   *
   * @param listed every tag at the source; null where no listing is needed
   * @param known what is remembered of the repository, and of copies in the same place that came
   *     from another
   * @param poll what it looked up is left out
   */
  public static Picked of(
      TagMirror mirror,
      Repository target,
      Repository source,
      @Nullable List<Tag> listed,
      Map<Reference, MirrorTarget> known,
      Instant poll) {
    return new Picking(mirror, target, source, listed, known, poll).picked();
  }

  private static final class Picking {

    private final TagMirror mirror;
    private final Repository target;
    private final Repository source;
    private final @Nullable Set<Tag> listed;
    private final Map<Reference, MirrorTarget> known;
    private final Instant poll;
    private final List<MirrorTarget> toLookUp = new ArrayList<>();
    private final List<MirrorTarget> remembered = new ArrayList<>();
    private final List<MirrorTarget> left = new ArrayList<>();
    private final List<Reference> forgotten = new ArrayList<>();
    private final List<MirrorTarget> pruned = new ArrayList<>();

    Picking(
        TagMirror mirror,
        Repository target,
        Repository source,
        @Nullable List<Tag> listed,
        Map<Reference, MirrorTarget> known,
        Instant poll) {
      this.mirror = mirror;
      this.target = target;
      this.source = source;
      this.listed = listed == null ? null : new LinkedHashSet<>(listed);
      this.known = known;
      this.poll = poll;
    }

    Picked picked() {
      List<SeenTag> seen = seen();
      Map<Reference, MirrorTarget> selected = new LinkedHashMap<>();
      for (Tag tag : mirror.tags().of(seen)) {
        MirrorTarget one = selected(tag);
        selected.put(one.image(), one);
      }
      selected.values().forEach(this::sort);
      Set<Reference> matching = matching(seen, selected.keySet());
      boolean pruning =
          mirror.copying().prune() && listed != null && !listed.isEmpty() && !selected.isEmpty();
      known.values().stream()
          .filter(one -> !selected.containsKey(one.image()) && !matching.contains(one.image()))
          .forEach(one -> leave(one, pruning));
      int brought = (int) known.values().stream().filter(one -> one.brought() != null).count();
      return new Picked(toLookUp, remembered, left, forgotten, pruned, brought);
    }

    private List<SeenTag> seen() {
      Map<Tag, Instant> first = new HashMap<>();
      known.values().forEach(one -> first.put(one.sourceTag(), one.firstSeen()));
      Collection<Tag> tags = listed;
      if (tags == null) {
        tags =
            mirror.tags().allow().stream()
                .map(pattern -> ((TagPattern.Exact) pattern).tag())
                .toList();
      }
      return tags.stream().map(tag -> new SeenTag(tag, first.get(tag))).toList();
    }

    private MirrorTarget selected(Tag tag) {
      Reference image = target.tagged(mirror.copying().named(tag));
      MirrorTarget before = known.get(image);
      return before == null
          ? MirrorTarget.first(image, source.tagged(tag), poll)
          : before.selectedFrom(source.tagged(tag));
    }

    private void sort(MirrorTarget one) {
      boolean resting = one.isResting(poll);
      if (resting || Due.isDone(mirror, one)) {
        MirrorTarget there = resting ? one : one.listed();
        if (!there.equals(known.get(one.image()))) {
          remembered.add(there);
        }
      } else if (!poll.equals(one.lookedAt())) {
        toLookUp.add(one);
      }
    }

    /** Which tag is newer by when it was seen first is known only of those that are remembered. */
    private Set<Reference> matching(List<SeenTag> seen, Set<Reference> selected) {
      Newest newest = mirror.tags().newest();
      Set<Reference> matching = new HashSet<>();
      if (newest == null || newest.by() != Newest.By.FIRST_SEEN) {
        return matching;
      }
      for (Tag tag : everyOne().of(seen)) {
        MirrorTarget one = selected(tag);
        if (!selected.contains(one.image())) {
          matching.add(one.image());
          MirrorTarget before = known.get(one.image());
          if (before == null || before.selected()) {
            remembered.add(one.unselected());
          }
        }
      }
      return matching;
    }

    private Selection everyOne() {
      return new Selection(mirror.tags().allow(), mirror.tags().deny(), null);
    }

    private void leave(MirrorTarget one, boolean pruning) {
      boolean ofThis = one.source().repository().equals(source);
      boolean gone = ofThis && listed != null && !listed.contains(one.sourceTag());
      boolean wanted = !everyOne().of(List.of(new SeenTag(one.sourceTag(), null))).isEmpty();
      Instant since = one.goneSince();
      if (one.brought() == null) {
        forgotten.add(one.image());
      } else if (!gone || !wanted) {
        if (one.selected() || (ofThis && since != null)) {
          left.add(ofThis ? one.listed().unselected() : one.unselected());
        }
      } else {
        MirrorTarget now = one.gone(poll).unselected();
        // Twice: a listing may be short for a moment.
        if (pruning && since != null && since.isBefore(poll)) {
          pruned.add(now);
        }
        if (one.selected() || since == null) {
          left.add(now);
        }
      }
    }
  }
}
