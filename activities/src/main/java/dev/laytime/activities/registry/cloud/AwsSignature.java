package dev.laytime.activities.registry.cloud;

import dev.laytime.image.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The fourth version of AWS's signature of requests.
 *
 * @param service as AWS calls it when it signs
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS,
 *     create a signed request</a>
 */
record AwsSignature(String region, String service) {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String HMAC = "HmacSHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * The headers of a request, those that sign it among them.
   *
   * @param headers that are signed; their names in small letters
   */
  Map<String, String> sign(
      String method, URI uri, Map<String, String> headers, String body, AwsKeys keys, Instant now) {
    String time = TIME.format(now);
    SortedMap<String, String> signed = new TreeMap<>(headers);
    signed.put("host", uri.getRawAuthority());
    signed.put("x-amz-date", time);
    if (!keys.session().isEmpty()) {
      signed.put("x-amz-security-token", keys.session());
    }
    String names = String.join(";", signed.keySet());
    String scope = "%s/%s/%s/aws4_request".formatted(time.substring(0, 8), region, service);
    String text =
        String.join(
            "\n", ALGORITHM, time, scope, Sha256.hex(canonical(method, uri, signed, names, body)));
    String signature = HexFormat.of().formatHex(hmac(key(keys, time.substring(0, 8)), text));
    Map<String, String> all = new TreeMap<>(signed);
    all.remove("host"); // whoever sends it writes that
    all.put(
        "authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(ALGORITHM, keys.id(), scope, names, signature));
    return all;
  }

  private static String canonical(
      String method, URI uri, SortedMap<String, String> signed, String names, String body) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query =
        uri.getRawQuery() == null
            ? ""
            : Stream.of(uri.getRawQuery().split("&")).sorted().collect(Collectors.joining("&"));
    String lines =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
            .collect(Collectors.joining());
    return String.join("\n", method, path, query, lines, names, Sha256.hex(body));
  }

  private byte[] key(AwsKeys keys, String day) {
    byte[] first = ("AWS4" + keys.secret()).getBytes(StandardCharsets.UTF_8);
    return hmac(hmac(hmac(hmac(first, day), region), service), "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + HMAC, e);
    }
  }
}
