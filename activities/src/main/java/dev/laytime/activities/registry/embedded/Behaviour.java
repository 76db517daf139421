package dev.laytime.activities.registry.embedded;

import java.time.Duration;

/** A way in which real registries differ from each other. Each is off until it is turned on. */
public sealed interface Behaviour {

  /**
   * Manifests go on their own, as in zot, when for so long no tag has led to them: not itself, not
   * through an index, not through their subject. They go with the first request after that time.
   */
  record CollectsUntagged(Duration after) implements Behaviour {}

  /** A manifest goes with its last tag, as in ECR. */
  record LastTagDeletesManifest() implements Behaviour {}

  /**
   * Tags cannot be deleted.
   *
   * @param status what is answered: 400 or 405
   */
  record RefusesTagDeletion(int status) implements Behaviour {

    /**
     * @throws IllegalArgumentException for any other status
     */
    public RefusesTagDeletion {
      if (status != 400 && status != 405) {
        throw new IllegalArgumentException("Expected status 400 or 405, not " + status);
      }
    }
  }

  /** A tag that exists does not move: 400. */
  record ImmutableTags() implements Behaviour {}

  /** A manifest that an index lists cannot be deleted: 405, as in zot. */
  record RefusesChildDeletion() implements Behaviour {}

  /** No referrers API, as in CNCF distribution: 404, and {@code OCI-Subject} is never answered. */
  record NoReferrersApi() implements Behaviour {}

  /** Blobs are stored under whatever digest their uploads end with, be it theirs or not. */
  record StoresWrongDigests() implements Behaviour {}

  /** Every request needs a name and a password. */
  record BasicAuthentication(String username, String password) implements Behaviour {

    @Override
    public String toString() {
      return "BasicAuthentication[" + username + ", ***]";
    }
  }

  /**
   * Every request needs a token from {@code /token}, which gives it for a name and a password.
   *
   * @param lifetime how long a token is good for
   * @param anonymousPull whether tokens that only pull are given to anyone
   */
  record TokenAuthentication(
      String username, String password, Duration lifetime, boolean anonymousPull)
      implements Behaviour {

    @Override
    public String toString() {
      return "TokenAuthentication[" + username + ", ***, " + lifetime + "]";
    }
  }
}
