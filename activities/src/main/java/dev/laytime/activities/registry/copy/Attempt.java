package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.image.Digest;

/**
 * One attempt at a copy. Whoever ordered it may have called it off, or begun another one, while
 * this one does not know yet.
 */
public interface Attempt {

  /** One that nobody calls off but by an interrupt. */
  Attempt ONLY = () -> {};

  /**
   * To be called right before what was copied shows.
   *
   * @throws RegistryException of type {@code UNAVAILABLE} if another attempt may have begun
   */
  void failIfOver() throws RegistryException;

  /**
   * To be called once it is known what is to be copied, and right before that shows.
   *
   * @throws RegistryException of type {@code FORBIDDEN_IMAGE} if a person has forbidden it
   */
  default void failIfForbidden(Digest digest) throws RegistryException {}

  /**
   * To be called right before a tag names what was copied.
   *
   * @param digest that it will name: of what is narrowed, another than the source's
   * @throws RegistryException if that cannot be written down
   */
  default void naming(Digest digest) throws RegistryException {}
}
