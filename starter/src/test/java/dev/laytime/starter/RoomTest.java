package dev.laytime.starter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What this room may know. */
class RoomTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.laytime.starter");

  @Test
  void knowsTheContractsAndNoWorker() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.laytime.starter..",
            "dev.laytime.image",
            "dev.laytime.activity",
            "dev.laytime.build",
            "dev.laytime.workflow",
            "dev.laytime.lifecycle",
            "dev.laytime.mirror",
            "dev.laytime.promotion",
            "dev.laytime.view",
            "io.temporal..",
            "io.grpc..",
            "com.google.protobuf..",
            "picocli..",
            "com.fasterxml.jackson..",
            "org.jspecify..",
            "java..")
        .because("the command line starts, asks and shows; a worker's jar does the work")
        .check(CLASSES);
  }

  @Test
  void hasNoPackageCycles() {
    slices()
        .matching("dev.laytime.starter.(*)..")
        .should()
        .beFreeOfCycles()
        .because("how things are said must not depend on what is said")
        .check(CLASSES);
  }
}
