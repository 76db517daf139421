package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.copy.Attempt;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Reference;
import dev.laytime.ledger.Prohibitions;
import java.util.Optional;

/** Whether people let something be brought somewhere: asked before it is, and before it shows. */
final class Permission {

  private final Prohibitions prohibitions;

  Permission(Prohibitions prohibitions) {
    this.prohibitions = prohibitions;
  }

  /**
   * @param what is being done, for errors
   * @throws RegistryException of type {@code FORBIDDEN_IMAGE} if somebody has forbidden it
   */
  void require(String what, Reference target, Digest digest) throws RegistryException {
    Optional<String> word = prohibitions.against(target, digest);
    if (word.isPresent()) {
      throw new RegistryException(
          FailureType.FORBIDDEN_IMAGE,
          what,
          word.get(),
          "`laytime forbidden` lists what is, `laytime allow` takes it back");
    }
  }

  /** The same attempt, at what may be forbidden meanwhile; no place on a disk ever is. */
  Attempt at(String what, ImageLocation target, Attempt attempt) {
    return new Attempt() {
      @Override
      public void failIfOver() throws RegistryException {
        attempt.failIfOver();
      }

      @Override
      public void failIfForbidden(Digest digest) throws RegistryException {
        if (target instanceof ImageLocation.InRegistry(var reference)) {
          require(what, reference, digest);
        }
      }

      @Override
      public void naming(Digest digest) throws RegistryException {
        attempt.naming(digest);
      }
    };
  }
}
