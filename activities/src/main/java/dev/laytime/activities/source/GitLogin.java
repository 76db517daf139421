package dev.laytime.activities.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How a Git server knows us. */
public sealed interface GitLogin {

  /**
   * A name, and a password or token in a file that is read anew each time.
   *
   * @param username null where the token is enough
   */
  record Password(@Nullable String username, Path file) implements GitLogin {}

  /**
   * A private key in a file, without a passphrase, and a file of the hosts that are trusted, as
   * {@code known_hosts} of OpenSSH: no other is talked to.
   */
  record SshKey(Path key, Path knownHosts) implements GitLogin {}
}
