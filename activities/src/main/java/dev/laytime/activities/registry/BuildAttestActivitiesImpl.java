package dev.laytime.activities.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.sbom.BillOfMaterials;
import dev.laytime.activities.registry.sbom.CycloneDx;
import dev.laytime.activities.registry.verify.Attestation;
import dev.laytime.activities.registry.verify.AttestationKey;
import dev.laytime.activity.BuildAttestActivities;
import dev.laytime.activity.BuildAttestRequest;
import dev.laytime.activity.BuildAttestResult;
import dev.laytime.activity.FailureType;
import dev.laytime.build.BuildStrategy;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activity that leaves beside what was built where it comes from, and what it is made of. */
public final class BuildAttestActivitiesImpl implements BuildAttestActivities {

  private static final Logger log = LoggerFactory.getLogger(BuildAttestActivitiesImpl.class);

  /** What is said of each build, by type. */
  public static final Set<String> PREDICATE_TYPES =
      Set.of(BuildProvenance.TYPE, CycloneDx.PREDICATE_TYPE);

  private static final int LARGEST_CONFIG = 4 * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AnsweredRequests requests;
  private final Attester attester;

  /**
   * Who attests.
   *
   * @param builder what provenance calls this installation, a URI
   */
  public record Attester(String builder, SigningKey key) {

    /** Where nobody says otherwise. */
    public static final Attester UNSIGNED =
        new Attester("https://laytime.dev/builder", SigningKey.NONE);
  }

  public BuildAttestActivitiesImpl(ImageStores stores, Attester attester) {
    this.requests = new AnsweredRequests(stores);
    this.attester = attester;
  }

  @Override
  public BuildAttestResult attest(BuildAttestRequest request) {
    String what = "attest %s@%s".formatted(request.repository(), request.digest());
    return requests.run(
        what,
        (registries, answered) -> {
          registries.checkWritable(what);
          return attest(request, registries.target(request.repository()), answered);
        });
  }

  private BuildAttestResult attest(BuildAttestRequest request, ImageStore repository, Runnable seen)
      throws IOException {
    AttestationKey key = attester.key().read();
    Descriptor image = repository.find(request.digest()).orElseThrow(() -> absent(request));
    seen.run();
    Manifest manifest = repository.fetch(request.digest());
    seen.run();
    Reference base =
        request.run().recipe().strategy() == BuildStrategy.JIB ? base(repository, manifest) : null;
    seen.run();
    BillOfMaterials bill = BillOfMaterials.read(repository, manifest, seen);
    ObjectNode materials =
        Attestation.statement(request.repository(), request.digest(), CycloneDx.PREDICATE_TYPE);
    materials.set(
        "predicate",
        CycloneDx.write(bill, request.repository(), request.digest(), request.run().builtAt()));
    BuildAttestResult result =
        new BuildAttestResult(
            leave(
                BuildProvenance.statement(request, attester.builder(), base),
                key,
                image,
                repository,
                seen),
            leave(materials, key, image, repository, seen));
    log.info(
        "attested repository={} digest={} provenance={} materials={} signed={}",
        request.repository(),
        request.digest(),
        result.provenance(),
        result.materials(),
        key != null);
    return result;
  }

  private static Digest leave(
      ObjectNode statement,
      @Nullable AttestationKey key,
      Descriptor image,
      ImageStore repository,
      Runnable seen)
      throws IOException {
    Attestation attestation = Attestation.of(statement, key, image);
    attestation.leave(repository, seen);
    return attestation.manifest().digest();
  }

  /** What Jib was given to build on: the worker itself wrote that into the image's config. */
  private static @Nullable Reference base(ImageStore repository, Manifest image)
      throws IOException {
    Manifest one = image;
    if (MediaTypes.isIndex(image.mediaType())) {
      List<Descriptor> children = ManifestContent.of(image).children();
      if (children.isEmpty()) {
        return null;
      }
      one = repository.fetch(children.getFirst().digest());
    }
    Descriptor config = ManifestContent.of(one).config();
    if (config == null || config.size() > LARGEST_CONFIG) {
      return null;
    }
    try (InputStream content = repository.open(config)) {
      JsonNode labels = JSON.readTree(content.readAllBytes()).path("config").path("Labels");
      String name = labels.path("org.opencontainers.image.base.name").asText();
      String digest = labels.path("org.opencontainers.image.base.digest").asText();
      return digest.isEmpty() ? null : pinned(Reference.parse(name), new Digest(digest));
    } catch (InvalidReferenceException _) {
      return null;
    }
  }

  private static Reference pinned(Reference name, Digest digest) {
    return new Reference.Pinned(name.repository(), digest, name.tag());
  }

  private static RegistryException absent(BuildAttestRequest request) {
    return new RegistryException(
        FailureType.NOT_FOUND,
        "attest %s@%s".formatted(request.repository(), request.digest()),
        "there is no such image",
        "somebody has deleted it since it was built");
  }
}
