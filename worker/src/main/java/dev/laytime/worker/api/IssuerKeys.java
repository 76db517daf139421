package dev.laytime.worker.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.laytime.worker.configuration.IdentitySettings;
import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** An issuer's keys: from a file, or fetched when first needed and kept for a while. */
final class IssuerKeys implements JWKSource<SecurityContext> {

  private static final int MILLIS = 5000;
  private static final int LARGEST = 1 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String issuer;
  private final @Nullable String url;
  private final DefaultResourceRetriever http =
      new DefaultResourceRetriever(MILLIS, MILLIS, LARGEST);

  /** What is fetched from; null until the first time. */
  private final AtomicReference<@Nullable JWKSource<SecurityContext>> keys;

  private IssuerKeys(
      String issuer, @Nullable String url, @Nullable JWKSource<SecurityContext> keys) {
    this.issuer = issuer;
    this.url = url;
    this.keys = new AtomicReference<>(keys);
  }

  /**
   * The keys that settings name.
   *
   * @param file of them; null to fetch them
   * @throws RefusedToStartException if the file holds none
   */
  static IssuerKeys of(IdentitySettings settings, @Nullable Path file) {
    if (file == null) {
      return new IssuerKeys(settings.issuer(), settings.jwksUrl(), null);
    }
    try {
      JWKSet set = JWKSet.load(file.toFile()).toPublicJWKSet();
      return new IssuerKeys(settings.issuer(), null, new ImmutableJWKSet<>(set));
    } catch (IOException | ParseException e) {
      throw new RefusedToStartException(
          "read the keys in " + file,
          String.valueOf(e.getMessage()),
          "correct laytime.%s.jwks-file".formatted(settings.key()));
    }
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    return source().get(selector, context);
  }

  private synchronized JWKSource<SecurityContext> source() throws KeySourceException {
    JWKSource<SecurityContext> known = keys.get();
    if (known == null) {
      try {
        URI address = URI.create(url == null ? discovered() : url);
        known =
            JWKSourceBuilder.<SecurityContext>create(address.toURL(), http).retrying(true).build();
      } catch (IOException | IllegalArgumentException | JacksonException | JOSEException e) {
        throw new RemoteKeySourceException(String.valueOf(e.getMessage()), e);
      }
      keys.set(known);
    }
    return known;
  }

  /** Where the issuer says that its keys are; it must be the issuer who says it. */
  private String discovered() throws IOException, JOSEException {
    String base = issuer.endsWith("/") ? issuer : issuer + "/";
    var found =
        JSON.readTree(
            http.retrieveResource(URI.create(base + ".well-known/openid-configuration").toURL())
                .getContent());
    String address = found.path("jwks_uri").asString("");
    if (!found.path("issuer").asString("").equals(issuer)
        || !(address.startsWith("https://") || issuer.startsWith("http://"))) {
      throw new JOSEException("its openid-configuration is another issuer's, or names no keys");
    }
    return address;
  }
}
