package dev.laytime.activities.registry.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CycloneDxTest {

  private static final Repository REPOSITORY = Repository.parse("registry.example.com/team/app");
  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  private static final Digest CHILD = Digest.of("sha256", "cd".repeat(32));
  private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");
  private static final Component JAR =
      new Component("library", "org.a:a", "1", "pkg:maven/org.a/a@1", "app/a.jar");

  @Test
  void writesWhatTheSchemaAsksFor() {
    BillOfMaterials bill =
        new BillOfMaterials(
            List.of(new BillOfMaterials.Part(null, DIGEST, List.of(JAR), List.of())));

    assertThat(CycloneDx.write(bill, REPOSITORY, DIGEST, AT).toPrettyString())
        .isEqualToNormalizingNewlines(
            """
            {
              "bomFormat" : "CycloneDX",
              "specVersion" : "1.6",
              "version" : 1,
              "metadata" : {
                "timestamp" : "2026-11-30T12:00:00Z",
                "tools" : {
                  "components" : [ {
                    "type" : "application",
                    "name" : "laytime"
                  } ]
                },
                "component" : {
                  "type" : "container",
                  "bom-ref" : "image",
                  "name" : "registry.example.com/team/app",
                  "version" : "%1$s",
                  "purl" : "pkg:oci/app@%1$s?repository_url=registry.example.com%%2Fteam%%2Fapp"
                }
              },
              "components" : [ {
                "type" : "library",
                "group" : "org.a",
                "name" : "a",
                "version" : "1",
                "purl" : "pkg:maven/org.a/a@1",
                "evidence" : {
                  "occurrences" : [ {
                    "location" : "app/a.jar"
                  } ]
                }
              } ],
              "compositions" : [ {
                "aggregate" : "unknown",
                "assemblies" : [ "image" ]
              } ]
            }\
            """
                .formatted(DIGEST));
  }

  @Test
  void nestsWhatIsInTheImagesOfAnIndexAndSaysWhatIsMissing() {
    BillOfMaterials bill =
        new BillOfMaterials(
            List.of(
                new BillOfMaterials.Part(
                    Platform.parse("linux/arm64"), CHILD, List.of(JAR), List.of("layer x"))));

    ObjectNode document = CycloneDx.write(bill, REPOSITORY, DIGEST, AT);

    assertThat(document.path("components").path(0).path("description").asText())
        .isEqualTo("linux/arm64");
    assertThat(document.at("/components/0/version").asText()).isEqualTo(CHILD.value());
    assertThat(document.at("/components/0/components/0/name").asText()).isEqualTo("a");
    assertThat(document.at("/compositions/0/aggregate").asText()).isEqualTo("incomplete");
    assertThat(document.at("/metadata/properties/0/value").asText()).isEqualTo("layer x");
  }

  @Test
  void endsTheListWhereNobodyWouldReadOnAndSaysSo() {
    BillOfMaterials bill =
        new BillOfMaterials(
            List.of(
                new BillOfMaterials.Part(null, DIGEST, List.of(JAR, JAR, JAR, JAR), List.of())));

    ObjectNode document = CycloneDx.write(bill, REPOSITORY, DIGEST, AT, 200);

    assertThat(document.path("components")).hasSize(1);
    assertThat(document.at("/metadata/properties/0/value").asText())
        .isEqualTo("3 more are not listed");
    assertThat(document.at("/compositions/0/aggregate").asText()).isEqualTo("incomplete");
  }
}
