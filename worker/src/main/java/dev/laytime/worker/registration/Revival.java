package dev.laytime.worker.registration;

import dev.laytime.image.Reference;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.Announcements.Announcement;
import dev.laytime.worker.messages.LifeMessages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every life run that is not over, those in quarantine first. One that runs is left alone, so
 * that any number of workers may do it. It reads page by page: each is announced by the one before.
 */
final class Revival {

  private static final Logger log = LoggerFactory.getLogger(Revival.class);
  private static final int PAGE = 100;

  private final Registration registration;
  private final LifeMessages lives;
  private final Announcements announcements;

  Revival(Registration registration, LifeMessages lives, Announcements announcements) {
    this.registration = registration;
    this.lives = lives;
    this.announcements = announcements;
  }

  /** All of it. */
  Announcement announcement() {
    return page(true, null, 0);
  }

  private Announcement page(boolean quarantined, @Nullable Reference after, int before) {
    return new Announcement(
        "list the lives that should run",
        () -> {
          List<Reference> images = registration.unfinishedLives(quarantined, after, PAGE);
          List<Announcement> next = new ArrayList<>();
          for (Reference image : images) {
            next.add(new Announcement("start the life of " + image, () -> lives.start(image)));
          }
          int count = before + images.size();
          if (!images.isEmpty()) {
            next.add(page(quarantined, images.getLast(), count));
          } else if (quarantined) {
            next.add(page(false, null, count));
          } else {
            log.info("every life runs that is not over lives={}", count);
          }
          announcements.send(next);
        });
  }
}
