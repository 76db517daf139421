package dev.laytime.worker.api;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request was meant for this machine, by its header {@code Host}.
 *
 * <p>A page of a stranger's site can have its name resolve to 127.0.0.1 and then read what we
 * answer; its browser still sends that name.
 */
final class LocalHosts {

  private static final Pattern LOCAL =
      Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]{1,5})?");

  private LocalHosts() {}

  /**
   * Whether it was; what says no host comes from no browser.
   *
   * @param host as the client sent it, with its port
   */
  static boolean isMeant(@Nullable String host) {
    return host == null || LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }
}
