package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.StageOrders;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;

/** The one place where statuses and broken connections become meanings. */
final class RegistryErrors {

  private static final int LONGEST_TEXT = 300;

  /** What the JDK says, and what the HTTP client says where the JDK does not look. */
  private static final Pattern OF_ANOTHER_HOST =
      Pattern.compile(
          "No subject alternative |No name matching |doesn't match (any of the subject|common"
              + " name)");

  private RegistryErrors() {}

  /**
   * The other side.
   *
   * @param host that answered
   * @param login what credentials are kept under for the registry on whose behalf it did
   */
  record Side(String host, String login) {}

  /**
   * What an answer with an error status means.
   *
   * @param what was attempted
   * @param side who answered
   * @param body the answer's first bytes, as the specification's error document or anything else
   * @param until from {@code Retry-After}, where there was one
   * @see <a
   *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes">OCI
   *     distribution-spec, error codes</a>
   */
  static RegistryException answered(
      int status, String what, Side side, byte[] body, @Nullable Instant until) {
    FailureType type = typeOf(status);
    String said = "%s answered %d%s".formatted(side.host(), status, diagnosis(body));
    return new RegistryException(type, what, said, hint(type, side.login()), until, null);
  }

  /** A connection that could not be made, or broke off. */
  static RegistryException broken(String what, IOException cause) {
    if (cause instanceof RegistryException known) {
      return known;
    }
    return switch (cause) {
      case UnknownHostException e ->
          unavailable(
              what, "there is no host " + clean(e.getMessage()), "check the name, and DNS", e);
      case HttpHostConnectException e ->
          unavailable(
              what, clean(e.getMessage()), "check that the registry is up, and its port", e);
      case ConnectException e ->
          unavailable(
              what, clean(e.getMessage()), "check that the registry is up, and its port", e);
      case ConnectTimeoutException e ->
          unavailable(what, clean(e.getMessage()), "check the network and any firewall", e);
      case SocketTimeoutException e ->
          unavailable(
              what, "no byte came for too long", "check the network, or try again later", e);
      case SSLException e -> tls(what, e);
      case MessageConstraintException _ -> unusable(what, "the head of its answer is too long");
      default ->
          unavailable(
              what,
              "the connection broke off: " + clean(cause.getMessage()),
              "check the network, or try again later",
              cause);
    };
  }

  /** A proxy that leads nowhere. */
  static RegistryException refusedByProxy(int status, String what, Proxies.Proxy proxy) {
    FailureType type = typeOf(status);
    return new RegistryException(
        type.retryable() ? type : FailureType.REFUSED,
        what,
        "the proxy %s:%d answered %d".formatted(proxy.host(), proxy.port(), status),
        "check HTTPS_PROXY and NO_PROXY, or ask the proxy's owner");
  }

  /** An answer that no registry should give: trying again will not help. */
  static RegistryException unusable(String what, String said) {
    return new RegistryException(
        FailureType.REFUSED, what, said, "the registry's owner has to look into that");
  }

  /** A dry run, in which something was to be written. */
  static RegistryException dryRun(String what) {
    return new RegistryException(
        FailureType.REFUSED,
        what,
        StageOrders.DRY_RUN,
        "start the worker without `dry-run` for it");
  }

  /** Content that is not what its digest or size says. */
  static RegistryException mismatch(String what, String said) {
    return new RegistryException(
        FailureType.CONTENT_MISMATCH,
        what,
        said,
        "the source is damaged or not what it claims to be; nothing was tagged");
  }

  /** One line of somebody else's text: bounded, without control characters. */
  static String clean(@Nullable String text) {
    if (text == null) {
      return "no reason given";
    }
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
  }

  private static RegistryException tls(String what, SSLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException
          || cause instanceof CertificateNotYetValidException) {
        return untimely(what, cause, e);
      }
    }
    String message = clean(e.getMessage());
    if (OF_ANOTHER_HOST.matcher(message).find()) {
      return new RegistryException(
          FailureType.REFUSED,
          what,
          "its certificate is for another host (" + message + ")",
          "its owner has to name this host in the certificate; if it has another name, set that as"
              + " `host` or `endpoint` in laytime.yaml",
          null,
          e);
    }
    boolean plain = message.contains("Unsupported or unrecognized SSL message");
    boolean untrusted = message.contains("PKIX") || message.contains("certificate");
    if (!plain && !untrusted) {
      return unavailable(
          what, "TLS failed: " + message, "check the network, or try again later", e);
    }
    return new RegistryException(
        FailureType.REFUSED,
        what,
        plain ? "the registry does not speak TLS" : "TLS failed: " + message,
        plain
            ? "set `insecure: true` for this registry in laytime.yaml if that is meant"
            : certificateHint(message),
        null,
        e);
  }

  private static RegistryException untimely(String what, Throwable cause, SSLException e) {
    String when = cause instanceof CertificateExpiredException ? "has expired" : "is not valid yet";
    return new RegistryException(
        FailureType.REFUSED,
        what,
        "its certificate %s (%s)".formatted(when, clean(cause.getMessage())),
        "the registry's owner has to renew it; if it is good, this machine's clock is wrong",
        null,
        e);
  }

  /** An alert is the other side's: it is our certificate that is amiss. */
  private static String certificateHint(String message) {
    return message.contains("Received fatal alert")
        ? "name a certificate that it accepts as `client-cert` and `client-key` of that registry in"
            + " laytime.yaml"
        : "name its certificate authority as `ca` of that registry in laytime.yaml, or let the"
            + " JDK's trust store know it";
  }

  private static RegistryException unavailable(
      String what, String said, String hint, Throwable cause) {
    return new RegistryException(FailureType.UNAVAILABLE, what, said, hint, null, cause);
  }

  private static FailureType typeOf(int status) {
    return switch (status) {
      case 401 -> FailureType.UNAUTHORIZED;
      case 403 -> FailureType.DENIED;
      case 404 -> FailureType.NOT_FOUND;
      case 429 -> FailureType.THROTTLED;
      case 408, 425 -> FailureType.UNAVAILABLE;
      default -> status >= 500 ? FailureType.UNAVAILABLE : FailureType.REFUSED;
    };
  }

  private static String hint(FailureType type, String login) {
    return switch (type) {
      case UNAUTHORIZED ->
          "log in with `docker login %s`, or point DOCKER_CONFIG to a configuration that knows it"
              .formatted(login);
      case DENIED -> "ask for access to that repository at " + login + ", or use other credentials";
      case NOT_FOUND -> "check the reference; a private repository may look absent without login";
      case THROTTLED -> "wait, or log in for a higher limit";
      case UNAVAILABLE -> "the registry has trouble of its own; try again later";
      default -> "the registry refuses this for good; its log may say more";
    };
  }

  /** The code of the first error of the specification's document; empty where there is none. */
  static String code(byte[] body) {
    try {
      return ManifestContent.JSON.readTree(body).path("errors").path(0).path("code").asText();
    } catch (IOException e) {
      return "";
    }
  }

  /** The first error of the specification's document, or nothing. */
  private static String diagnosis(byte[] body) {
    try {
      JsonNode error = ManifestContent.JSON.readTree(body).path("errors").path(0);
      String code = error.path("code").asText();
      String message = error.path("message").asText();
      return code.isEmpty() && message.isEmpty()
          ? ""
          : clean(" " + code + ": " + message).indent(1).stripTrailing();
    } catch (IOException e) {
      return "";
    }
  }
}
