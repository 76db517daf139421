package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.Passage;
import dev.laytime.activity.CopyResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.io.IOException;

/**
 * Carries what mirrors bring, in the place of this process: all of an image, under its digest
 * alone. Tags are never its business.
 */
public interface Courier {

  /** Nobody: this process carries all itself. */
  Courier NONE =
      new Courier() {
        @Override
        public boolean carries(String mirror) {
          return false;
        }

        @Override
        public CopyResult carry(Errand errand, Runnable seen) {
          throw new IllegalStateException("Nobody carries " + errand);
        }

        @Override
        public void callOff(Errand errand) {}
      };

  /**
   * What is to be brought where.
   *
   * @param referrers whether referrers come along
   * @param occasion the same for each attempt at it, and another once it came: what was there then
   * @param reading how the source is asked
   * @param writing how the destination is
   */
  record Errand(
      String mirror,
      Repository source,
      Digest digest,
      Repository destination,
      boolean referrers,
      String occasion,
      Passage reading,
      Passage writing) {

    @Override
    public String toString() {
      return "%s@%s to %s".formatted(source, digest, destination);
    }
  }

  /** Whether what a mirror brings is carried by it; only where images are brought whole. */
  boolean carries(String mirror);

  /**
   * Brings it. May be asked again at any time: what is on its way already is waited for. An
   * interrupt ends the waiting alone.
   *
   * @param seen whenever it is known that it is on its way
   * @return what that took, as far as he tells
   * @throws IOException why it did not come
   */
  CopyResult carry(Errand errand, Runnable seen) throws IOException, InterruptedException;

  /** Nobody wants it any more, or it is not what it should be: what is on its way ends. */
  void callOff(Errand errand);
}
