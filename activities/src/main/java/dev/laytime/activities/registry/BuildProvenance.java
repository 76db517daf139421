package dev.laytime.activities.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.registry.sbom.CycloneDx;
import dev.laytime.activities.registry.verify.Attestation;
import dev.laytime.activity.BuildAttestRequest;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildRun;
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildTemplate;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an image comes from, as SLSA has it said. It says what this installation knows and nothing
 * else: which bases a Dockerfile took is known to its builder alone.
 *
 * @see <a href="https://slsa.dev/spec/v1.0/provenance">SLSA 1.0, provenance</a>
 */
final class BuildProvenance {

  static final String TYPE = "https://slsa.dev/provenance/v1";

  private BuildProvenance() {}

  /**
   * A statement of it.
   *
   * @param builder who vouches for it, a URI
   * @param base what the image was made on; null where that is not known
   */
  static ObjectNode statement(
      BuildAttestRequest request, String builder, @Nullable Reference base) {
    ObjectNode statement = Attestation.statement(request.repository(), request.digest(), TYPE);
    BuildRun run = request.run();
    ObjectNode definition = statement.withObject("predicate").putObject("buildDefinition");
    definition.put(
        "buildType",
        "https://laytime.dev/build/%s/v1"
            .formatted(run.recipe().strategy().name().toLowerCase(Locale.ROOT)));
    describeParameters(definition.putObject("externalParameters"), request);
    ObjectNode internal = definition.putObject("internalParameters").put("rule", run.rule());
    ArrayNode builders = internal.putArray("builders");
    run.builders().forEach(each -> builders.add(each.text()));
    ArrayNode dependencies = definition.putArray("resolvedDependencies");
    describeSource(dependencies.addObject(), request);
    if (base != null) {
      describeBase(dependencies.addObject(), base);
    }
    ObjectNode details = statement.withObject("predicate").putObject("runDetails");
    details.putObject("builder").put("id", builder);
    details
        .putObject("metadata")
        .put("invocationId", "%s#%s".formatted(request.build(), request.order()))
        .put("startedOn", run.begunAt().toString())
        .put("finishedOn", run.builtAt().toString());
    return statement;
  }

  private static void describeParameters(ObjectNode node, BuildAttestRequest request) {
    BuildRecipe recipe = request.run().recipe();
    node.put("image", request.image().text());
    switch (request.run().source()) {
      case BuildSource.Git git ->
          node.put("repository", git.repository().url()).put("ref", request.source().name());
      case BuildSource.Text _ -> node.put("repository", "").put("ref", request.source().name());
    }
    node.put("commit", request.source().commit().value());
    node.put("context", recipe.context()).put("file", recipe.file());
    if (recipe.target() != null) {
      node.put("target", recipe.target());
    }
    Tag tag = Objects.requireNonNull(request.image().tag(), "Builds are of tags");
    ObjectNode args = node.putObject("args");
    for (Map.Entry<String, String> arg : recipe.args().entrySet()) {
      args.put(arg.getKey(), BuildTemplate.fill(arg.getValue(), tag, request.source().commit()));
    }
    ArrayNode platforms = node.putArray("platforms");
    recipe.platforms().forEach(platform -> platforms.add(platform.toString()));
  }

  private static void describeSource(ObjectNode node, BuildAttestRequest request) {
    String commit = request.source().commit().value();
    switch (request.run().source()) {
      case BuildSource.Git git -> {
        node.put("uri", "git+%s@%s".formatted(git.repository().url(), request.source().name()));
        node.putObject("digest").put("gitCommit", commit);
      }
      case BuildSource.Text _ -> {
        node.put("name", request.run().recipe().file());
        node.putObject("digest").put("sha256", commit);
      }
    }
  }

  private static void describeBase(ObjectNode node, Reference base) {
    var digest = Objects.requireNonNull(base.digest(), "It was resolved");
    Tag tag = base.tag();
    node.put("uri", CycloneDx.purl(base.repository(), digest, tag == null ? "" : tag.value()));
    node.putObject("digest").put(digest.algorithm(), digest.hex());
  }
}
