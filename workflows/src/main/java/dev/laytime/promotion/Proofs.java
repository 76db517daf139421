package dev.laytime.promotion;

import java.util.regex.Pattern;

/**
 * How it is proven who says something, as in {@code oidc https://issuer}, {@code kubernetes} and an
 * object, {@code signature} and a name. Nobody can know that two names of two kinds are one person:
 * of one kind each has one.
 */
public final class Proofs {

  /** An object that the API server lets nobody make in another's name. */
  public static final String KUBERNETES = "kubernetes";

  /** A statement that was signed with somebody's key. */
  public static final String SIGNATURE = "signature";

  private static final String OIDC = "oidc ";
  private static final String SUBJECT = "sub";
  private static final Pattern ISSUER = Pattern.compile("oidc https?://[^\\s#]+( \\S+)?");

  private Proofs() {}

  /**
   * An identity token of an issuer.
   *
   * @param claim that names its subject: by another one the same person has another name
   */
  public static String oidc(String issuer, String claim) {
    return OIDC + issuer + (claim.equals(SUBJECT) ? "" : " " + claim);
  }

  /** Whether it is a token of that issuer that proves something, by whichever claim. */
  static boolean isOf(String issuer, String proof) {
    return proof.equals(OIDC + issuer) || proof.startsWith(OIDC + issuer + " ");
  }

  /** A statement that somebody signed. */
  public static String signature(String name) {
    return SIGNATURE + " " + name;
  }

  /** The kind that a proof is of. */
  public static String kind(String proof) {
    return proof.startsWith(OIDC) ? proof : proof.split(" ", 2)[0];
  }

  /** Whether there is such a kind. */
  public static boolean isKind(String text) {
    return text.equals(KUBERNETES) || text.equals(SIGNATURE) || ISSUER.matcher(text).matches();
  }
}
