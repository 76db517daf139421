package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A name, and a file that holds the password or access token, read at every question.
 *
 * @param username who we are
 * @param path the file; line ends at its end are not the password's
 */
public record PasswordFile(String username, Path path) implements Credentials {

  private static final int LONGEST = 64 * 1024;

  @Override
  public Optional<Credential> of(Place place) throws RegistryException {
    try {
      String password = Files.readString(path).replaceFirst("[\r\n]+$", "");
      if (password.isEmpty() || password.length() > LONGEST) {
        throw unreadable(place, "it holds no password");
      }
      return Optional.of(new Credential.UsernamePassword(username, password));
    } catch (NoSuchFileException e) {
      throw unreadable(place, "there is no such file");
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(place, RegistryErrors.clean(e.getMessage()));
    }
  }

  @Override
  public Object edition() {
    return FileEdition.of(path);
  }

  private RegistryException unreadable(Place place, String said) {
    return new RegistryException(
        FailureType.REFUSED,
        "read the password for %s in %s".formatted(place.registry(), path),
        said,
        "`password-file` of that registry in laytime.yaml names it");
  }
}
