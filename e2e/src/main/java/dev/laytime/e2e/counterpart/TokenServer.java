package dev.laytime.e2e.counterpart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives tokens: to everybody one to pull with, as a public registry's does, or to those who know a
 * secret, for what each may.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token authentication
 *     of registries</a>
 */
public final class TokenServer implements AutoCloseable {

  private static final String SERVICE = "registry.e2e";
  private static final String ISSUER = "tokens.e2e";
  private static final String KEY = "e2e";
  private static final int VALID_SECONDS = 300;
  private static final List<String> READ = List.of("pull");

  private final HttpServer server;
  private final String host;
  private final KeyPair keys;
  private final Path keyFile;
  private final Grants grants;
  private final List<String> scopes = new CopyOnWriteArrayList<>();
  private final List<String> issued = new CopyOnWriteArrayList<>();

  private TokenServer(HttpServer server, String host, KeyPair keys, Path keyFile, Grants grants) {
    this.server = server;
    this.host = host;
    this.keys = keys;
    this.keyFile = keyFile;
    this.grants = grants;
  }

  /** What a secret is good for. */
  @FunctionalInterface
  private interface Grants {

    /**
     * What may be done.
     *
     * @param secret empty for none
     * @param repository empty where none is asked for
     * @param asked what somebody wants to do there
     * @return null for whom nobody knows
     */
    @Nullable List<String> of(String secret, String repository, List<String> asked);
  }

  /**
   * What somebody may.
   *
   * @param secret {@code USER:PASSWORD}
   * @param prefix of the repositories
   * @param writes whether they may be written, too
   */
  public record Grant(String secret, String prefix, boolean writes) {}

  /** Starts one for everybody; the directory gets its public key. */
  public static TokenServer start(Path directory) {
    return start(directory, "127.0.0.1", (_, _, _) -> READ);
  }

  /**
   * Starts one for those who know a secret, which is good for everything but to push below {@code
   * closed/}; the directory gets its public key.
   *
   * @param secrets each {@code USER:PASSWORD}, or a refresh token
   */
  public static TokenServer start(Path directory, Set<String> secrets) {
    return start(
        directory,
        "127.0.0.1",
        (secret, repository, asked) -> {
          List<String> granted = repository.startsWith("closed/") ? READ : asked;
          return secrets.contains(secret) ? granted : null;
        });
  }

  /**
   * Starts one for those who may something, each that alone; the directory gets its public key.
   *
   * @param host where its clients reach its port
   */
  public static TokenServer start(Path directory, String host, List<Grant> grants) {
    return start(
        directory,
        host,
        (secret, repository, asked) -> {
          List<Grant> theirs =
              grants.stream().filter(grant -> grant.secret().equals(secret)).toList();
          return theirs.isEmpty()
              ? null
              : theirs.stream()
                  .filter(grant -> repository.startsWith(grant.prefix()))
                  .findFirst()
                  .map(grant -> grant.writes() ? asked : READ)
                  .orElse(List.of());
        });
  }

  private static TokenServer start(Path directory, String host, Grants grants) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair keys = generator.generateKeyPair();
      Path file = Files.writeString(directory.resolve("keys.json"), publicKey(keys));
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      TokenServer tokens = new TokenServer(server, host, keys, file, grants);
      server.createContext("/token", tokens::handle);
      server.start();
      return tokens;
    } catch (IOException e) {
      throw new UncheckedIOException("Start a token server", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Make a key", e);
    }
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The scopes that tokens were given for. */
  public List<String> scopes() {
    return List.copyOf(scopes);
  }

  /** The tokens that were given. */
  public List<String> issued() {
    return List.copyOf(issued);
  }

  /** What makes distribution ask for its tokens. */
  String configuration() {
    return """
    auth:
      token:
        realm: http://%s:%d/token
        service: %s
        issuer: %s
        jwks: %s
    """
        .formatted(host, port(), SERVICE, ISSUER, keyFile);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String form =
          exchange.getRequestMethod().equals("POST")
              ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
              : exchange.getRequestURI().getRawQuery();
      String secret = shown(exchange, form);
      if (grants.of(secret, "", List.of()) == null) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      List<String> asked =
          values(form, "scope").flatMap(several -> Stream.of(several.split(" "))).toList();
      scopes.addAll(asked);
      String token = token(secret, asked);
      issued.add(token);
      byte[] body = bytes("{\"token\":\"" + token + "\",\"expires_in\":" + VALID_SECONDS + "}");
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** A refresh token in a form, or a name and a password in the head; empty for neither. */
  private static String shown(HttpExchange exchange, String form) {
    String basic = exchange.getRequestHeaders().getFirst("Authorization");
    return basic == null
        ? values(form, "refresh_token").findFirst().orElse("")
        : new String(
            Base64.getDecoder().decode(basic.replaceFirst("Basic ", "")), StandardCharsets.UTF_8);
  }

  private static Stream<String> values(String form, String name) {
    return Arrays.stream(form.split("&"))
        .filter(parameter -> parameter.startsWith(name + "="))
        .map(parameter -> parameter.substring(name.length() + 1))
        .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8));
  }

  private String token(String secret, List<String> asked) {
    String header =
        """
        {"typ":"JWT","alg":"RS256","kid":"%s"}\
        """
            .formatted(KEY);
    long now = Instant.now().getEpochSecond();
    String claims =
        """
        {"iss":"%s","sub":"","aud":"%s","iat":%d,"nbf":%d,"exp":%d,"access":[%s]}\
        """
            .formatted(
                ISSUER,
                SERVICE,
                now,
                now - 10,
                now + VALID_SECONDS,
                asked.stream()
                    .map(scope -> access(secret, scope))
                    .collect(Collectors.joining(",")));
    String signed = base64(bytes(header)) + "." + base64(bytes(claims));
    return signed + "." + base64(sign(signed));
  }

  private String access(String secret, String scope) {
    String[] parts = scope.split(":", -1);
    List<String> granted = grants.of(secret, parts[1], List.of(parts[2].split(",")));
    return """
    {"type":"%s","name":"%s","actions":[%s]}\
    """
        .formatted(
            parts[0],
            parts[1],
            Objects.requireNonNull(granted, "They are known").stream()
                .map(action -> "\"" + action + "\"")
                .collect(Collectors.joining(",")));
  }

  private byte[] sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(bytes(text));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Sign a token", e);
    }
  }

  private static String publicKey(KeyPair keys) {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return """
    {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}]}\
    """
        .formatted(KEY, unsigned(key.getModulus()), unsigned(key.getPublicExponent()));
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
