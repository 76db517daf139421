package dev.laytime.activities.source;

import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** A name and a password for one host only; the password is read anew for each fetch. */
final class HostCredentials extends CredentialsProvider {

  private final URI url;
  private final String username;
  private final String password;

  private HostCredentials(URI url, String username, String password) {
    this.url = url;
    this.username = username;
    this.password = password;
  }

  /**
   * The credentials that settings name; an empty name and password where they name none.
   *
   * @throws UnreadableException if the password's file cannot be read
   */
  static HostCredentials of(GitSettings settings) {
    String username = settings.username();
    return new HostCredentials(settings.url(), username == null ? "" : username, read(settings));
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    for (CredentialItem item : items) {
      if (!(item instanceof CredentialItem.Username || item instanceof CredentialItem.Password)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    if (password.isEmpty() || !isOurs(uri) || !supports(items)) {
      return false;
    }
    for (CredentialItem item : items) {
      switch (item) {
        case CredentialItem.Username name -> name.setValue(username);
        case CredentialItem.Password secret -> secret.setValue(password.toCharArray());
        default -> throw new IllegalStateException(item.toString());
      }
    }
    return true;
  }

  private boolean isOurs(URIish uri) {
    return url.getScheme().equalsIgnoreCase(uri.getScheme())
        && url.getHost() != null
        && url.getHost().equalsIgnoreCase(uri.getHost())
        && url.getPort() == uri.getPort();
  }

  private static String read(GitSettings settings) {
    GitSettings.Password password = settings.password();
    if (password == null) {
      return read(settings.passwordFile());
    }
    try {
      return password.read().strip();
    } catch (IOException e) {
      throw new UnreadableException("read the password: " + e.getMessage(), e);
    }
  }

  private static String read(@Nullable Path file) {
    if (file == null) {
      return "";
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UnreadableException(
          "read the password in %s: %s".formatted(file, FileErrors.text(e)), e);
    }
  }
}
