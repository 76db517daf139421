package dev.laytime.activities.registry.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds what speaks for an image in its repository, wherever cosign and its kin put it. One that
 * cannot be read is evidence that does not count; a registry that does not answer is an error.
 */
final class EvidenceReader {

  /** No honest signature or attestation is larger than a manifest may be. */
  static final int LARGEST = 4 * 1024 * 1024;

  static final int MOST = 100;

  private static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
  private static final String ENVELOPE = "application/vnd.dsse.envelope.v1+json";
  private static final String BUNDLE = "application/vnd.dev.sigstore.bundle";

  private final ImageStore repository;
  private final Runnable seen;
  private final Predicate<Evidence> heard;
  private int found;

  /**
   * @param seen whenever the registry has answered
   * @param heard gets one after the other, as it is found; says whether no more is needed
   */
  EvidenceReader(ImageStore repository, Runnable seen, Predicate<Evidence> heard) {
    this.repository = repository;
    this.seen = seen;
    this.heard = heard;
  }

  /**
   * Finds what is there until no more is needed.
   *
   * @return whether that was all; there may be more than {@value #MOST}
   */
  boolean read(Wanted wanted) throws IOException {
    Digest digest = wanted.digest();
    String tag = "%s-%s.%s".formatted(digest.algorithm(), digest.hex(), suffix(wanted));
    Optional<Manifest> tagged = find(tag);
    if (tagged.isPresent() && isEnough(tagged.get(), "tag " + tag)) {
      return true;
    }
    List<Descriptor> referrers = repository.referrers(digest);
    seen.run();
    for (Descriptor referrer : referrers.stream().distinct().limit(MOST).toList()) {
      if (found < MOST && isEnough(referrer.digest())) {
        return true;
      }
    }
    return found < MOST && referrers.size() <= MOST;
  }

  private static String suffix(Wanted wanted) {
    return wanted.isSignature() ? "sig" : "att";
  }

  /** Digests longer than SHA-256's make no tag. */
  private Optional<Manifest> find(String tag) throws IOException {
    try {
      return repository.get(new Tag(tag));
    } catch (InvalidReferenceException _) {
      return Optional.empty();
    } finally {
      seen.run();
    }
  }

  private boolean isEnough(Digest referrer) throws IOException {
    String place = "referrer " + referrer;
    Manifest manifest;
    try {
      manifest = repository.fetch(referrer);
    } catch (RegistryException e) {
      return isEnough(unread(place, e));
    } finally {
      seen.run();
    }
    return isEnough(manifest, place);
  }

  private boolean isEnough(Manifest manifest, String place) throws IOException {
    JsonNode json;
    try {
      json = Documents.read(manifest.bytes(), "its manifest");
    } catch (UnacceptableException e) {
      return isEnough(new Evidence.Unread(place, e.reason()));
    }
    for (JsonNode layer : json.path("layers")) {
      String type = layer.path("mediaType").asText();
      boolean speaks =
          type.equals(SIMPLE_SIGNING) || type.equals(ENVELOPE) || type.startsWith(BUNDLE);
      if (speaks && found < MOST && isEnough(read(layer, type, place))) {
        return true;
      }
    }
    return false;
  }

  /** One at a time: a hundred together may be more than this process has room for. */
  private boolean isEnough(Evidence evidence) {
    found++;
    return heard.test(evidence);
  }

  private Evidence read(JsonNode layer, String type, String place) throws IOException {
    try {
      byte[] content = content(layer);
      if (type.startsWith(BUNDLE)) {
        return new Evidence.Bundled(place, content);
      }
      Map<String, String> annotations = annotations(layer);
      return type.equals(ENVELOPE)
          ? new Evidence.Enveloped(place, content, annotations)
          : new Evidence.SimpleSigning(place, content, annotations);
    } catch (UnacceptableException e) {
      return new Evidence.Unread(place, e.reason());
    } catch (RegistryException e) {
      return unread(place, e);
    } finally {
      seen.run();
    }
  }

  private byte[] content(JsonNode layer) throws IOException, UnacceptableException {
    long size = layer.path("size").asLong(-1);
    if (size < 0 || size > LARGEST) {
      throw new UnacceptableException("it has %d bytes, not 0 to %d".formatted(size, LARGEST));
    }
    Digest digest;
    try {
      digest = new Digest(layer.path("digest").asText());
    } catch (InvalidReferenceException _) {
      throw new UnacceptableException("its layer has no digest");
    }
    Descriptor blob = new Descriptor(layer.path("mediaType").asText(), digest, size, null);
    try (InputStream content = repository.open(blob)) {
      return content.readAllBytes();
    }
  }

  private static Map<String, String> annotations(JsonNode layer) {
    Map<String, String> annotations = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> annotation : layer.path("annotations").properties()) {
      annotations.put(annotation.getKey(), annotation.getValue().asText());
    }
    return annotations;
  }

  /**
   * What is wrong with one document need not hide another; whatever may pass fails as it is, lest
   * somebody take it for a missing signature.
   */
  private static Evidence unread(String place, RegistryException e) throws RegistryException {
    return switch (e.type()) {
      case NOT_FOUND -> new Evidence.Unread(place, "the registry lists it and does not have it");
      case CONTENT_MISMATCH -> new Evidence.Unread(place, "it is not what its digest says");
      case UNSUPPORTED -> new Evidence.Unread(place, "it is no document that can be read here");
      default -> throw e;
    };
  }
}
