package dev.laytime.activities.crd.imageoperator;

import dev.laytime.activities.crd.Definitions;
import dev.laytime.activities.crd.imagebuilder.ImageBuilderSpec;
import dev.laytime.activities.crd.imagebuilder.ImageBuilderStatus;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** image-operator's kinds as an API server knows them, out of the types that adapters read. */
final class ImageOperatorKinds {

  private static final String GROUP = "skopeo.io";
  private static final String BUILDERS = "buildah.io";

  private ImageOperatorKinds() {}

  @Group(GROUP)
  @Version("v1alpha1")
  @Kind("Image")
  @Plural("images")
  @Singular("image")
  static final class Image extends CustomResource<ImageSpec, ImageStatus> implements Namespaced {}

  @Group(BUILDERS)
  @Version("v1alpha1")
  @Kind("ImageBuilder")
  @Plural("imagebuilders")
  @Singular("imagebuilder")
  static final class ImageBuilder extends CustomResource<ImageBuilderSpec, ImageBuilderStatus>
      implements Namespaced {}

  /**
   * Their definitions, as {@code kubectl apply} takes it.
   *
   * @param directory an empty one
   */
  static String definitions(Path directory) throws IOException {
    return "# Generated from the types of packages activities.crd.imageoperator and imagebuilder.\n"
        + Definitions.of(GROUP, List.of(Image.class), directory, ImageOperatorKinds::complete)
        + "---\n"
        + Definitions.of(
            BUILDERS, List.of(ImageBuilder.class), directory, ImageOperatorKinds::complete);
  }

  private static void complete(CustomResourceDefinitionSpec spec) {
    spec.getVersions()
        .forEach(each -> {
          JSONSchemaProps schema = each.getSchema().getOpenAPIV3Schema();
          // image-operator takes an object without one, and does nothing about it.
          schema.setRequired(List.of());
          JSONSchemaProps status = property(schema, "status");
          for (String number :
              List.of("lastGenerationSeen", "observedGeneration", "takenOverGeneration")) {
            if (status.getProperties().containsKey(number)) {
              property(status, number).setFormat("int64");
            }
          }
          JSONSchemaProps conditions = property(status, "conditions");
          conditions.setXKubernetesListType("map");
          conditions.setXKubernetesListMapKeys(List.of("type"));
        });
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }
}
