package dev.laytime.image;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tags that are bookkeeping, not images: no listing, count, rule, sweep, mirror or promotion sees
 * them.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema">OCI
 *     distribution-spec, referrers tag schema</a>
 */
public final class ReservedTags {

  private static final String HOLD = "laytime-hold-";
  private static final String PROBE = "laytime-probe-";
  private static final int LONGEST_HEX = 64;

  /** The fallback tag of referrers, and the signature, attestation and SBOM tags beside it. */
  private static final Pattern FALLBACK =
      Pattern.compile("sha(?:256|384|512)-[a-f0-9]{64}(?:\\.(?:sig|att|sbom))?");

  /** Only where the tag has all hexadecimal digits; those of sha384 and sha512 are cut. */
  private static final Pattern SUBJECT =
      Pattern.compile("(?:laytime-hold-)?sha256-([a-f0-9]{64})(?:\\.(?:sig|att|sbom))?");

  private ReservedTags() {}

  /** The tag that keeps a manifest in its repository while no image needs to name it. */
  public static Tag hold(Digest digest) {
    return new Tag(HOLD + digest.algorithm() + "-" + shortHex(digest));
  }

  /** The tag under which referrers are listed where a registry has no API for it. */
  public static Tag fallback(Digest subject) {
    return new Tag(subject.algorithm() + "-" + shortHex(subject));
  }

  /**
   * The tags under which older tools put a manifest's signatures, attestations and SBOM, each as a
   * manifest of its own.
   *
   * @see <a
   *     href="https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#tag-based-discovery">cosign,
   *     tag-based discovery</a>
   */
  public static List<Tag> beside(Digest subject) {
    String fallback = fallback(subject).value();
    return Stream.of(".sig", ".att", ".sbom").map(suffix -> new Tag(fallback + suffix)).toList();
  }

  /** A tag for finding out what a registry can do. */
  public static Tag probe(String suffix) {
    return new Tag(PROBE + suffix);
  }

  /** Whether a tag keeps a manifest, as far as its name tells. */
  public static boolean isHold(Tag tag) {
    return tag.value().startsWith(HOLD);
  }

  /** Whether a tag is bookkeeping. */
  public static boolean isReserved(Tag tag) {
    return isHold(tag) || tag.value().startsWith(PROBE) || FALLBACK.matcher(tag.value()).matches();
  }

  /**
   * What a reserved tag is about: the digest that it holds, or whose referrers it lists; empty
   * where the tag does not say all of it, and for any other tag.
   */
  public static Optional<Digest> subject(Tag tag) {
    Matcher matcher = SUBJECT.matcher(tag.value());
    return matcher.matches()
        ? Optional.of(Digest.of("sha256", matcher.group(1)))
        : Optional.empty();
  }

  private static String shortHex(Digest digest) {
    String hex = digest.value().substring(digest.value().indexOf(':') + 1);
    return hex.substring(0, Math.min(hex.length(), LONGEST_HEX));
  }
}
