package dev.laytime.activities.crd.flux;

import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.ObjectKind;
import dev.laytime.activities.crd.SecretReader;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the source of one object is asked, as it says now. Its text never shows the secret.
 *
 * @param source the only repository that this is for
 * @param provider the cloud whose identity pulls, as Flux calls it; {@code generic} for none
 * @param insecure whether it is spoken to without TLS
 * @param secret the text of its pull secret; empty for none
 * @param certificates with what TLS is spoken; null for as with any
 */
public record FluxAccess(
    RepositoryPrefix source,
    String provider,
    boolean insecure,
    String secret,
    @Nullable FluxCertificates certificates) {

  /** Whether nobody said whose identity pulls. */
  public boolean isGeneric() {
    return provider.equals(ImageRepository.GENERIC);
  }

  private static final String KEY = ".dockerconfigjson";

  /** Whether a mirror is one of an object. */
  public static boolean isOf(String mirror) {
    return mirror.startsWith(FluxPlan.PREFIX);
  }

  /**
   * Reads the object of a mirror, and its Secret.
   *
   * @param secrets those that may be read, as {@code NAMESPACE/NAME}
   * @return empty where there is no such object any more
   * @throws IOException if that cannot be told, or its Secret cannot be had; it quotes nothing of
   *     that
   */
  public static Optional<FluxAccess> read(ObjectApi api, String mirror, Set<String> secrets)
      throws IOException {
    String[] key = mirror.substring(FluxPlan.PREFIX.length()).split("/", 2);
    ObjectKind kind = new FluxObjects(api).kind();
    ObjectApi.Answer answer = api.get(kind.path(key[0], key.length > 1 ? key[1] : ""));
    if (answer.status() == FluxObjects.NOT_FOUND) {
      return Optional.empty();
    }
    if (!answer.isOk()) {
      throw new IOException(answer.refusal());
    }
    ImageRepository object = ImageRepository.of(kind, answer.body());
    return Optional.of(
        new FluxAccess(
            source(object),
            object.provider(),
            object.insecure(),
            secret(api, object, secrets),
            FluxCertificates.read(api, object, secrets)));
  }

  private static RepositoryPrefix source(ImageRepository object) throws IOException {
    try {
      return FluxPlan.source(object);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String secret(ObjectApi api, ImageRepository object, Set<String> secrets)
      throws IOException {
    if (object.secret().isEmpty()) {
      return "";
    }
    if (!secrets.contains(object.secretKey())) {
      throw new IOException("Secret %s may not be read".formatted(object.secretKey()));
    }
    return SecretReader.text(api, object.header().namespace(), object.secret(), KEY);
  }

  @Override
  public String toString() {
    return "FluxAccess[" + source + ", " + provider + "]";
  }
}
