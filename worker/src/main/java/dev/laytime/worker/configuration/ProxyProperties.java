package dev.laytime.worker.configuration;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way through proxies, as programs read it from their environment.
 *
 * @param httpProxy to what is spoken to without TLS; null for none
 * @param httpsProxy to what is spoken to over TLS; null for none
 * @param noProxy what is dialled itself; null for nothing
 */
public record ProxyProperties(
    @Nullable String httpProxy, @Nullable String httpsProxy, @Nullable String noProxy) {

  private static final Pattern FORM = Pattern.compile("[^\\s@]{1,2000}");

  /**
   * @throws IllegalArgumentException if a value is none, or has a login in it
   */
  public ProxyProperties {
    httpProxy = checked("http-proxy", httpProxy);
    httpsProxy = checked("https-proxy", httpsProxy);
    noProxy = checked("no-proxy", noProxy);
  }

  /** Some programs read them in capitals, some in small letters. */
  Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    put(variables, "HTTP_PROXY", httpProxy);
    put(variables, "HTTPS_PROXY", httpsProxy);
    put(variables, "NO_PROXY", noProxy);
    return variables;
  }

  private static void put(Map<String, String> variables, String name, @Nullable String value) {
    if (value != null) {
      variables.put(name, value);
      variables.put(name.toLowerCase(Locale.ROOT), value);
    }
  }

  private static @Nullable String checked(String key, @Nullable String given) {
    String value = Require.optional(given);
    if (value != null && !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "builders.environment.%s: expected no spaces, and no login, which anybody could read who may read Jobs"
              .formatted(key));
    }
    return value;
  }
}
