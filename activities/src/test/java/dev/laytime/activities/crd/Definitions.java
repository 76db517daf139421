package dev.laytime.activities.crd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kinds as an API server knows them, out of the types that an adapter reads. */
public final class Definitions {

  private Definitions() {}

  /**
   * The definitions of kinds, as {@code kubectl apply} takes them.
   *
   * @param directory an empty one
   * @param more what is added to each
   */
  public static String of(
      String group,
      List<Class<? extends HasMetadata>> kinds,
      Path directory,
      Consumer<CustomResourceDefinitionSpec> more)
      throws IOException {
    int _ =
        new CRDGenerator()
            .customResourceClasses(kinds)
            .forCRDVersions("v1")
            .withMinQuotes(true)
            .withParallelGenerationEnabled(false)
            .withPostProcessor(new Order(kinds, more))
            .inOutputDir(directory.toFile())
            .generate();
    StringBuilder text = new StringBuilder();
    for (Class<? extends HasMetadata> kind : kinds) {
      String plural = kind.getAnnotation(Plural.class).value();
      text.append(text.isEmpty() ? "" : "---\n")
          .append(definition(directory.resolve("%s.%s-v1.yml".formatted(plural, group))));
    }
    return text.toString();
  }

  private static String definition(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, UTF_8)) {
      return lines
          .filter(line -> !line.startsWith("#") && !line.equals("---"))
          .collect(Collectors.joining("\n", "", "\n"));
    }
  }

  /**
   * What the generator does its own way: columns come in the order of their names, and a rule on a
   * component of a record comes once for its field and once for its accessor.
   */
  private record Order(
      List<Class<? extends HasMetadata>> kinds, Consumer<CustomResourceDefinitionSpec> more)
      implements CRDPostProcessor {

    @Override
    public HasMetadata process(HasMetadata definition, String version) {
      CustomResourceDefinitionSpec spec = ((CustomResourceDefinition) definition).getSpec();
      spec.getVersions()
          .forEach(each -> {
            each.getAdditionalPrinterColumns()
                .sort(
                    Comparator.comparingInt(
                        column -> columns(spec.getNames().getKind()).indexOf(column.getName())));
            each.getSchema().getOpenAPIV3Schema().setRequired(List.of("spec"));
            tidy(each.getSchema().getOpenAPIV3Schema());
          });
      more.accept(spec);
      return definition;
    }

    private List<String> columns(String kind) {
      return kinds.stream()
          .filter(type -> type.getAnnotation(Kind.class).value().equals(kind))
          .flatMap(type -> Stream.of(type.getAnnotationsByType(AdditionalPrinterColumn.class)))
          .map(AdditionalPrinterColumn::name)
          .toList();
    }

    private static void tidy(JSONSchemaProps schema) {
      schema.setXKubernetesValidations(
          schema.getXKubernetesValidations().stream().distinct().toList());
      if (schema.getProperties() != null) {
        schema.getProperties().values().forEach(Order::tidy);
      }
      if (schema.getItems() != null) {
        tidy(schema.getItems().getSchema());
      }
    }
  }
}
