package dev.laytime.worker.api;

import dev.laytime.image.Reference;
import dev.laytime.view.Answer;
import dev.laytime.view.Wish;
import dev.laytime.worker.ledger.Wishes;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.Announcements.Announcement;
import dev.laytime.worker.messages.OwedWords;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes the wishes that only the ledger holds; lives that they concern learn of it at once. */
@RestController
@RequestMapping("/api/v1")
final class WishController {

  private static final Logger log = LoggerFactory.getLogger(WishController.class);

  private final Wishes wishes;
  private final OwedWords owed;
  private final Announcements announcements;
  private final InstantSource clock;

  WishController(Wishes wishes, OwedWords owed, Announcements announcements, InstantSource clock) {
    this.wishes = wishes;
    this.owed = owed;
    this.announcements = announcements;
    this.clock = clock;
  }

  @PostMapping("/breakers/{id}/approve")
  Answer approveBreaker(@PathVariable String id, @RequestBody Wish wish) {
    return granted(
        wish, wishes.approveBreaker(name(id), expected(wish), by(wish), clock.instant()));
  }

  @PostMapping("/sources/{name}/approve")
  Answer approveScan(@PathVariable String name, @RequestBody Wish wish) {
    return granted(wish, wishes.approveScan(name(name), expected(wish), by(wish), clock.instant()));
  }

  @PostMapping("/sources/{name}/remove")
  Answer removeSource(@PathVariable String name, @RequestBody Wish wish) {
    return granted(wish, wishes.removeSource(name(name), by(wish), clock.instant()));
  }

  @PostMapping("/stages/{name}/adopt")
  Answer adoptStage(@PathVariable String name, @RequestBody Wish wish) {
    return granted(wish, wishes.adoptStage(name(name), by(wish), clock.instant()));
  }

  @PostMapping("/stages/{name}/pause")
  Answer pauseStage(@PathVariable String name, @RequestBody Wish wish) {
    return granted(
        wish, wishes.pauseStage(name(name), by(wish), why(wish), wish.until(), clock.instant()));
  }

  @PostMapping("/stages/{name}/resume")
  Answer resumeStage(@PathVariable String name, @RequestBody Wish wish) {
    return granted(wish, wishes.resumeStage(name(name), by(wish), clock.instant()));
  }

  @PostMapping("/forbid")
  Answer forbid(@RequestBody Wish wish) {
    return granted(wish, wishes.forbid(image(wish), by(wish), why(wish), clock.instant()));
  }

  @PostMapping("/allow")
  Answer allow(@RequestBody Wish wish) {
    return granted(wish, wishes.allow(image(wish), by(wish), clock.instant()));
  }

  /** The ledger has it, and what follows: it is sent at once, or by the next who can. */
  private Answer granted(Wish wish, Wishes.Granted granted) {
    List<Announcement> all = new ArrayList<>();
    granted.unsay().forEach(said -> all.add(owed.announcement(said)));
    all.add(owed.announcement());
    announcements.send(all);
    log.info(
        "granted by=\"{}\" text=\"{}\" lives={}", wish.by(), granted.text(), granted.look().size());
    return new Answer(granted.text());
  }

  private static String name(String value) {
    return Inputs.text("the name in the path", value);
  }

  private static String by(Wish wish) {
    return Inputs.text("by", wish.by());
  }

  private static Reference image(Wish wish) {
    return Inputs.reference(wish.image() == null ? "" : wish.image());
  }

  private static String why(Wish wish) {
    return Inputs.text("why", wish.why());
  }

  private static long expected(Wish wish) {
    Long expected = wish.expected();
    if (expected == null) {
      throw RequestException.bad(
          "read expected",
          "it is not there",
          "send how many removals, or which scan, was seen: another count by then is refused");
    }
    return expected;
  }
}
