package dev.laytime.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * An image's name: {@code registry/repository:tag@digest}, normalised.
 *
 * <p>It accepts and refuses what Docker's own grammar does; {@code alpine} is {@code
 * docker.io/library/alpine:latest}, and the case of the registry's host does not count. Equal
 * images may have unequal references; only digests tell.
 *
 * @see <a href="https://github.com/distribution/reference">distribution/reference</a>
 */
public sealed interface Reference {

  /** The repository that it lies in. */
  Repository repository();

  /**
   * The tag, or null where the reference has only a digest. Beside a digest it does not decide what
   * is read; what is written there gets it.
   */
  @Nullable Tag tag();

  /** The digest, or null where the reference has only a tag. */
  @Nullable Digest digest();

  /**
   * Parses a reference; one that names neither tag nor digest means {@code latest}.
   *
   * @throws InvalidReferenceException if the text is not a reference; it says what it saw and what
   *     it expected
   */
  @JsonCreator
  static Reference parse(String text) {
    return ReferenceParser.parse(text);
  }

  /** What the registry is asked for: the digest where there is one, else the tag. */
  String selector();

  /** The same repository, by digest alone. */
  default Reference withDigest(Digest digest) {
    return repository().pinned(digest);
  }

  /** The string that parses to this reference again. */
  @JsonValue
  String text();

  /** An image by tag: what it names may move. */
  record Tagged(Repository repository, Tag tag) implements Reference {

    @Override
    public @Nullable Digest digest() {
      return null;
    }

    @Override
    public String selector() {
      return tag.value();
    }

    @Override
    public String text() {
      return repository + ":" + tag;
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** An image by digest. */
  record Pinned(Repository repository, Digest digest, @Nullable Tag tag) implements Reference {

    @Override
    public String selector() {
      return digest.value();
    }

    @Override
    public String text() {
      return repository + (tag == null ? "" : ":" + tag) + "@" + digest;
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
