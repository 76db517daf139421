package dev.laytime.activities.crd.imageoperator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `kubectl` knows of image-operator's kind. */
class DefinitionsTest {

  private static final Path COMMITTED =
      Path.of("../deploy/helm/laytime/files/crds/image-operator.yaml");

  @Test
  void areCommittedAsTheTypesSayThem(@TempDir Path directory) throws IOException {
    String generated = ImageOperatorKinds.definitions(directory);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(COMMITTED, generated);
    }

    assertThat(Files.readString(COMMITTED))
        .as("write them anew with -Dgolden.write=true")
        .isEqualTo(generated);
  }

  @Test
  void areCalledAsImageOperatorCallsThem() throws IOException {
    CustomResourceDefinition definition = definition();

    assertThat(definition.getMetadata().getName()).isEqualTo("images.skopeo.io");
    assertThat(definition.getSpec().getScope()).isEqualTo("Namespaced");
    assertThat(definition.getSpec().getNames().getKind()).isEqualTo("Image");
    assertThat(definition.getSpec().getNames().getShortNames()).isEmpty();
    assertThat(version().getName()).isEqualTo("v1alpha1");
    assertThat(version().getAdditionalPrinterColumns()).isEmpty();
    assertThat(version().getSubresources().getStatus()).isNotNull();
  }

  @Test
  void askForWhatImageOperatorAsksFor() throws IOException {
    JSONSchemaProps spec = property(schema(), "spec");

    assertThat(spec.getRequired()).containsExactlyInAnyOrder("mode", "source", "destination");
    assertThat(property(spec, "mode").getEnum().stream().map(each -> each.asText()))
        .containsExactlyInAnyOrder("OneShot", "OnceByTag", "Recurrent");
    assertThat(property(spec, "frequency").getDefault().asText()).isEqualTo("5m");
    assertThat(property(spec, "allowCandidateRelease").getType()).isEqualTo("boolean");
    for (String end : List.of("source", "destination")) {
      assertThat(property(spec, end).getRequired()).containsExactlyInAnyOrder("name", "version");
      assertThat(property(property(spec, end), "useAwsIRSA").getDefault().asBoolean(true))
          .isFalse();
    }
    assertThat(schema().getRequired()).isEmpty();
  }

  @Test
  void sayWhatImageOperatorSays() throws IOException {
    JSONSchemaProps status = property(schema(), "status");

    assertThat(property(status, "phase").getDefault().asText()).isEqualTo("COMPLETED");
    assertThat(property(status, "lastGenerationSeen").getDefault().asLong()).isZero();
    assertThat(property(status, "lastGenerationSeen").getFormat()).isEqualTo("int64");
    assertThat(property(status, "tagAlreadySynced").getType()).isEqualTo("array");
    JSONSchemaProps entry = property(status, "history").getItems().getSchema();
    assertThat(property(entry, "performedAt").getFormat()).isEqualTo("date-time");
    assertThat(entry.getRequired()).isEmpty();
    assertThat(property(status, "conditions").getXKubernetesListMapKeys()).containsExactly("type");
  }

  @Test
  void haveItsBuildersAsItHasThem() throws IOException {
    CustomResourceDefinition definition = definition(1);
    JSONSchemaProps schema =
        definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    JSONSchemaProps spec = property(schema, "spec");

    assertThat(definition.getMetadata().getName()).isEqualTo("imagebuilders.buildah.io");
    assertThat(definition.getSpec().getScope()).isEqualTo("Namespaced");
    assertThat(definition.getSpec().getNames().getKind()).isEqualTo("ImageBuilder");
    assertThat(spec.getRequired()).containsExactlyInAnyOrder("architecture", "image", "source");
    assertThat(property(spec, "architecture").getEnum().stream().map(each -> each.asText()))
        .containsExactlyInAnyOrder("arm64", "amd64", "both");
    assertThat(property(spec, "image").getRequired()).containsExactlyInAnyOrder("name", "version");
    for (String kind : List.of("limits", "requests")) {
      JSONSchemaProps amounts = property(property(spec, "resources"), kind);
      assertThat(amounts.getRequired()).isEmpty();
      assertThat(property(amounts, "cpu").getType()).isEqualTo("string");
      assertThat(property(amounts, "memory").getType()).isEqualTo("string");
    }
    JSONSchemaProps status = property(schema, "status");
    assertThat(property(status, "ranJobs").getType()).isEqualTo("array");
    assertThat(property(status, "pushed").getType()).isEqualTo("boolean");
    assertThat(property(status, "lastGenerationSeen").getFormat()).isEqualTo("int64");
    assertThat(property(status, "lastGenerationSeen").getDefault().asLong()).isZero();
    assertThat(status.getRequired()).isEmpty();
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }

  private static JSONSchemaProps schema() throws IOException {
    return version().getSchema().getOpenAPIV3Schema();
  }

  private static CustomResourceDefinitionVersion version() throws IOException {
    return definition().getSpec().getVersions().getFirst();
  }

  private static CustomResourceDefinition definition() throws IOException {
    return definition(0);
  }

  private static CustomResourceDefinition definition(int which) throws IOException {
    return new KubernetesSerialization()
        .unmarshal(
            Files.readString(COMMITTED).split("(?m)^---$", -1)[which],
            CustomResourceDefinition.class);
  }
}
