package dev.laytime.activities.registry.client;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Repository;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a registry refuses an upload whose digest is wrong. It is given a few random bytes, in
 * the way of a large blob, under a digest that nothing has: where it takes them, nobody ever names
 * them.
 *
 * <p>Only a refusal that is about the digest proves anything. An answer that may be another one
 * next time is not remembered.
 */
final class DigestCheck {

  private static final Logger log = LoggerFactory.getLogger(DigestCheck.class);

  private static final String REFUSAL = "DIGEST_INVALID";
  private static final int SIZE = 32;

  private final Repository repository;
  private final Blobs blobs;
  private final RegistryMemory memory;

  /**
   * A check of a repository's registry.
   *
   * @param blobs of that repository, to which the bytes are uploaded
   */
  DigestCheck(Repository repository, Blobs blobs, RegistryMemory memory) {
    this.repository = repository;
    this.blobs = blobs;
    this.memory = memory;
  }

  /**
   * Whether the registry was seen to do so for this repository, now or a short while ago.
   *
   * @param algorithm of the digest: a registry may know one and take another as it comes
   * @throws RegistryException if it begins no upload, is busy or cannot be reached: then nothing
   *     was seen
   */
  boolean isPassed(String algorithm) throws RegistryException {
    Optional<Boolean> seen = memory.refusesWrongDigests(repository, algorithm);
    return seen.isPresent() ? seen.get() : tryOut(algorithm);
  }

  private boolean tryOut(String algorithm) throws RegistryException {
    String what = "try a wrong digest at " + repository;
    Descriptor wrong = new Descriptor("", Hashing.digestOf(someBytes(), algorithm), SIZE, null);
    InputStream content = new ByteArrayInputStream(someBytes());
    URI begun = blobs.begin(what);
    try (Response taken = blobs.append(begun, content, 0, SIZE, what)) {
      if (!taken.isSuccess()) {
        return saw(false, algorithm, Blobs.refusal(taken, what), taken);
      }
      URI location = taken.location().orElse(begun);
      try (Response end = blobs.put(wrong, location, InputStream.nullInputStream(), 0, what)) {
        return saw(isAboutDigest(end), algorithm, Blobs.refusal(end, what), end);
      }
    }
  }

  private static boolean isAboutDigest(Response answer) {
    return answer.status() / 100 == 4 && answer.errorCode().equals(REFUSAL);
  }

  private boolean saw(boolean refused, String algorithm, RegistryException meaning, Response last)
      throws RegistryException {
    if (last.isBusy()) {
      throw meaning;
    }
    log.info(
        "tried a wrong digest registry={} algorithm={} status={} refused={}",
        repository.registry(),
        algorithm,
        last.status(),
        refused);
    boolean mayChange = meaning.type().retryable() || meaning.isAboutAccess();
    if (refused || !mayChange) {
      memory.rememberWrongDigest(repository, algorithm, refused);
    }
    return refused;
  }

  private static byte[] someBytes() {
    byte[] bytes = new byte[SIZE];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
