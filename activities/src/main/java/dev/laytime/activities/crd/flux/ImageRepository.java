package dev.laytime.activities.crd.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.crd.ObjectHeader;
import dev.laytime.activities.crd.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@code ImageRepository}, as far as it says what is mirrored and by whom.
 *
 * @param created when, as the server writes it
 * @param image the repository, as somebody wrote it
 * @param interval from one look to the next, as somebody wrote it
 * @param exclusions regular expressions of tags that do not count
 * @param provider the cloud whose identity pulls, or {@code generic}
 * @param secret the name of the pull secret; empty for none
 * @param certificates the name of the Secret with files for TLS; empty for none
 * @param insecure whether the registry is spoken to without TLS
 * @param scan Flux's last; null where there was none
 * @see <a href="https://fluxcd.io/flux/components/image/imagerepositories/">Flux,
 *     ImageRepository</a>
 */
record ImageRepository(
    ObjectHeader header,
    String created,
    String image,
    String interval,
    boolean suspended,
    List<String> exclusions,
    String provider,
    String secret,
    String certificates,
    boolean insecure,
    @Nullable Scan scan) {

  static final String GROUP = "image.toolkit.fluxcd.io";
  static final String GENERIC = "generic";

  /** What Flux leaves out where nobody says: signatures of cosign. */
  private static final List<String> SIGNATURES = List.of("^.*\\.sig$");

  ImageRepository {
    exclusions = List.copyOf(exclusions);
  }

  static ObjectKind kind(String version) {
    return new ObjectKind(GROUP + "/" + version, "ImageRepository", "imagerepositories", true);
  }

  static ImageRepository of(ObjectKind kind, JsonNode object) {
    JsonNode spec = object.path("spec");
    JsonNode scan = object.path("status").path("lastScanResult");
    return new ImageRepository(
        ObjectHeader.of(kind, object),
        object.path("metadata").path("creationTimestamp").asText(),
        spec.path("image").asText(),
        spec.path("interval").asText(),
        spec.path("suspend").asBoolean(),
        exclusions(spec.path("exclusionList")),
        spec.path("provider").asText(GENERIC),
        spec.path("secretRef").path("name").asText(),
        spec.path("certSecretRef").path("name").asText(),
        spec.path("insecure").asBoolean(),
        scan.isObject() ? new Scan(scan.path("revision").asText()) : null);
  }

  private static List<String> exclusions(JsonNode list) {
    if (!list.isArray()) {
      return SIGNATURES;
    }
    List<String> exclusions = new ArrayList<>();
    list.forEach(each -> exclusions.add(each.asText()));
    return exclusions;
  }

  /** Whether it brings a login or a way of its own. */
  boolean hasWayOfItsOwn() {
    return !secret.isEmpty() || !certificates.isEmpty() || insecure || !provider.equals(GENERIC);
  }

  /** Its Secret with files for TLS as {@code NAMESPACE/NAME}. */
  String certificatesKey() {
    return header.namespace() + "/" + certificates;
  }

  /** Its pull secret as {@code NAMESPACE/NAME}. */
  String secretKey() {
    return header.namespace() + "/" + secret;
  }
}
