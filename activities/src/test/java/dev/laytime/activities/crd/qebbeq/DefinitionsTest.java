package dev.laytime.activities.crd.qebbeq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `kubectl` knows of Qebbeq's kinds. */
class DefinitionsTest {

  private static final Path COMMITTED = Path.of("../deploy/helm/laytime/files/crds/qebbeq.yaml");

  @Test
  void areCommittedAsTheTypesSayThem(@TempDir Path directory) throws IOException {
    String generated = QebbeqKinds.definitions(directory);
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(COMMITTED.getParent());
      Files.writeString(COMMITTED, generated);
    }

    assertThat(Files.readString(COMMITTED))
        .as("write them anew with -Dgolden.write=true")
        .isEqualTo(generated);
  }

  @Test
  void areCalledAsQebbeqCallsThem() throws IOException {
    assertThat(definitions())
        .extracting(
            definition -> definition.getMetadata().getName(),
            definition -> definition.getSpec().getScope(),
            definition -> definition.getSpec().getNames().getKind(),
            definition -> version(definition).getName())
        .containsExactly(
            tuple("images.qebbeq.tuco86.dev", "Namespaced", "Image", "v1alpha1"),
            tuple("imagemirrors.qebbeq.tuco86.dev", "Namespaced", "ImageMirror", "v1alpha1"));
  }

  @Test
  void haveItsColumnsInItsOrder() throws IOException {
    assertThat(definitions())
        .extracting(definition ->
            version(definition).getAdditionalPrinterColumns().stream()
                .map(CustomResourceColumnDefinition::getName)
                .toList())
        .containsExactly(
            List.of("Status", "Ready", "Retain"),
            List.of("Upstream", "Prefix", "Policy", "Platforms"));
  }

  @Test
  void writeStatusApart() throws IOException {
    assertThat(definitions())
        .allSatisfy(definition ->
            assertThat(version(definition).getSubresources().getStatus()).isNotNull());
  }

  @Test
  void haveTimesForWhatIsATime() throws IOException {
    JSONSchemaProps status =
        property(version(definitions()[0]).getSchema().getOpenAPIV3Schema(), "status");
    JSONSchemaProps until = property(status, "retain_until");

    assertThat(until.getType()).isEqualTo("string");
    assertThat(until.getFormat()).isEqualTo("date-time");
    assertThat(until.getNullable()).isTrue();
    assertThat(property(status, "references").getItems().getSchema().getRequired())
        .containsExactlyInAnyOrder("api_version", "kind", "namespace", "name");
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }

  private static CustomResourceDefinitionVersion version(CustomResourceDefinition definition) {
    return definition.getSpec().getVersions().getFirst();
  }

  private static CustomResourceDefinition[] definitions() throws IOException {
    KubernetesSerialization yaml = new KubernetesSerialization();
    return Arrays.stream(Files.readString(COMMITTED).split("(?m)^---$"))
        .map(document -> yaml.unmarshal(document, CustomResourceDefinition.class))
        .toArray(CustomResourceDefinition[]::new);
  }
}
