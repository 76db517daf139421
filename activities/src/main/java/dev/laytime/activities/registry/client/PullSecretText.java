package dev.laytime.activities.registry.client;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A Kubernetes pull secret as its text, for one registry. No program that it may name is run.
 *
 * @param name for people
 * @param registry the only one that it is shown to
 * @param now what it says now; asked at every question
 */
public record PullSecretText(String name, String registry, Supplier<Edition> now)
    implements Credentials {

  /**
   * What it says. Its text never shows that.
   *
   * @param version another when it says something else
   */
  public record Edition(Object version, String text) {

    @Override
    public String toString() {
      return "Edition[" + version + ", ***]";
    }
  }

  @Override
  public Optional<Credential> of(Place place) throws RegistryException {
    if (!place.registry().equals(registry)) {
      return Optional.empty();
    }
    AuthDocument document = new AuthDocument.InVariable(name, now.get().text());
    try {
      return new AuthEntries(document.read().orElseThrow().path("auths"))
          .closest(key -> key.holdsAsPattern(place));
    } catch (IOException e) {
      throw document.unreadable(registry, e);
    }
  }

  @Override
  public Object edition() {
    return now.get().version();
  }
}
