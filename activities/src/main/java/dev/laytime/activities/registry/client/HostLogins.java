package dev.laytime.activities.registry.client;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two logins, one to read with and one to write with, each for some hosts alone. Which hosts these
 * are may be learnt later.
 */
public final class HostLogins implements Credentials {

  private final Credential.@Nullable UsernamePassword reading;
  private final Credential.@Nullable UsernamePassword writing;
  private volatile Hosts hosts = new Hosts(Set.of(), Set.of());

  /**
   * Where the logins are for.
   *
   * @param reading hosts as they stand in references
   * @param writing likewise
   */
  public record Hosts(Set<String> reading, Set<String> writing) {
    public Hosts {
      reading = Set.copyOf(reading);
      writing = Set.copyOf(writing);
    }
  }

  /** Those of two logins, either of which there may not be; for no host yet. */
  public HostLogins(
      Credential.@Nullable UsernamePassword reading,
      Credential.@Nullable UsernamePassword writing) {
    this.reading = reading;
    this.writing = writing;
  }

  /** These are the hosts from now on. */
  public void are(Hosts now) {
    hosts = now;
  }

  /** Whether there is one to read with. */
  public boolean hasReading() {
    return reading != null;
  }

  /** Whether there is one to write with. */
  public boolean hasWriting() {
    return writing != null;
  }

  /** Who may write may read as well. */
  @Override
  public Optional<Credential> of(Place place) {
    return ofWriting(place).or(() -> ofReading(place));
  }

  @Override
  public Credentials toRead() {
    return new Credentials() {
      @Override
      public Optional<Credential> of(Place place) {
        return ofReading(place).or(() -> ofWriting(place));
      }

      @Override
      public Object edition() {
        return hosts;
      }
    };
  }

  @Override
  public Object edition() {
    return hosts;
  }

  private Optional<Credential> ofReading(Place place) {
    return hosts.reading().contains(place.registry())
        ? Optional.ofNullable(reading)
        : Optional.empty();
  }

  private Optional<Credential> ofWriting(Place place) {
    return hosts.writing().contains(place.registry())
        ? Optional.ofNullable(writing)
        : Optional.empty();
  }
}
