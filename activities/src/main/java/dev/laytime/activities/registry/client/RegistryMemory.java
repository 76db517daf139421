package dev.laytime.activities.registry.client;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this process has seen in registries a short while ago, so that copies of many images do not
 * ask for the same again. All of it may be wrong by now: whoever builds on it must be refused by
 * the registry where it is, and then {@link #doubt} it. What proves anything never builds on it,
 * but for {@link DigestCheck}: whether a registry refuses wrong digests does not change in minutes.
 */
interface RegistryMemory {

  /** Remembers nothing: whatever is wanted is asked for. */
  RegistryMemory NONE =
      new RegistryMemory() {
        @Override
        public boolean hasBlob(Repository repository, Digest blob) {
          return false;
        }

        @Override
        public void rememberBlob(Repository repository, Digest blob) {}

        @Override
        public Optional<Repository> elsewhere(Repository repository, Digest blob) {
          return Optional.empty();
        }

        @Override
        public void doubt(Repository repository) {}

        @Override
        public @Nullable Manifest manifest(Repository repository, Digest digest) {
          return null;
        }

        @Override
        public void rememberManifest(Repository repository, Manifest manifest) {}

        @Override
        public boolean lacks(Repository repository, Tag tag, TagListing.Lister lister) {
          return false;
        }

        @Override
        public boolean isEmpty(Repository repository, TagListing.Lister lister) {
          return false;
        }

        @Override
        public void rememberTag(Repository repository, Tag tag) {}

        @Override
        public Optional<Descriptor> named(
            Repository repository, Tag tag, Instant since, TagListing.Lister lister) {
          return Optional.empty();
        }

        @Override
        public void rememberNamed(Repository repository, Tag tag, Descriptor named) {}

        @Override
        public boolean lacksReferrersApi(Repository repository) {
          return false;
        }

        @Override
        public void rememberNoReferrersApi(Repository repository) {}

        @Override
        public Optional<Boolean> refusesWrongDigests(Repository repository, String algorithm) {
          return Optional.empty();
        }

        @Override
        public void rememberWrongDigest(Repository repository, String algorithm, boolean refused) {}
      };

  /** Whether a repository had a blob. */
  boolean hasBlob(Repository repository, Digest blob);

  /** A repository has a blob. */
  void rememberBlob(Repository repository, Digest blob);

  /** Another repository of the same registry that had a blob. */
  Optional<Repository> elsewhere(Repository repository, Digest blob);

  /** Nothing that was seen in a repository's listings and blobs is believed any longer. */
  void doubt(Repository repository);

  /** A manifest that a repository gave us; by its digest it cannot have changed. */
  @Nullable Manifest manifest(Repository repository, Digest digest);

  /** A repository gave us a manifest. */
  void rememberManifest(Repository repository, Manifest manifest);

  /** Whether a repository had no such tag; see {@link TagListing}. */
  boolean lacks(Repository repository, Tag tag, TagListing.Lister lister);

  /** Whether a repository had no tags at all; see {@link TagListing}. */
  boolean isEmpty(Repository repository, TagListing.Lister lister);

  /**
   * What a tag named, if that was seen since then and the repository still lists the tag; see
   * {@link TagListing}.
   */
  Optional<Descriptor> named(
      Repository repository, Tag tag, Instant since, TagListing.Lister lister);

  /** A tag names this now. */
  void rememberNamed(Repository repository, Tag tag, Descriptor named);

  /** A repository has a tag. */
  void rememberTag(Repository repository, Tag tag);

  /** Whether a repository's registry had no referrers API. */
  boolean lacksReferrersApi(Repository repository);

  /** A repository's registry has no referrers API. */
  void rememberNoReferrersApi(Repository repository);

  /**
   * Whether a repository refused an upload with a wrong digest; empty if that was not tried. Behind
   * one host others may be another registry's.
   */
  Optional<Boolean> refusesWrongDigests(Repository repository, String algorithm);

  /** A repository was given an upload with a wrong digest. */
  void rememberWrongDigest(Repository repository, String algorithm, boolean refused);
}
