package org.discogsography.endtoend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules by which modules and packages may use each other. */
class ArchitectureTest {
  private static final String ROOT = "org.discogsography.";
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.discogsography");
  private static final List<String> SERVICES =
      List.of("extractor", "graphinator", "tableinator", "dashboard");

  @ParameterizedTest
  @ValueSource(strings = {"extractor", "graphinator", "tableinator", "dashboard"})
  void servicesNeverDependOnServices(String service) {
    String[] others =
        SERVICES.stream()
            .filter(other -> !other.equals(service))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    assertThat(MAIN.stream().anyMatch(c -> c.getPackageName().startsWith(ROOT + service)))
        .as("classes of %s are on the class path", service)
        .isTrue();
    noClasses()
        .that()
        .resideInAPackage(ROOT + service + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(MAIN);
  }

  @Test
  void theLibraryKnowsNothingOfThePlatform() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "resilience..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are of the platform",
                c ->
                    c.getPackageName().startsWith(ROOT)
                        && !c.getPackageName().startsWith(ROOT + "resilience")))
        .check(MAIN);
  }

  @Test
  void onlyTheRabbitPackageKnowsTheAmqpClient() {
    onlyIn("com.rabbitmq.client..", ROOT + "resilience.rabbit..");
  }

  @Test
  void onlyThePostgresPackageKnowsThePool() {
    onlyIn("com.zaxxer..", ROOT + "resilience.postgres..");
  }

  @Test
  void theNeo4jDriverIsUsedOnlyWhereCypherIsWritten() {
    onlyIn(
        "org.neo4j.driver..",
        ROOT + "resilience.neo4j..",
        ROOT + "graphinator..",
        ROOT + "dashboard..",
        ROOT + "verify.graph..",
        ROOT + "localstack..");
  }

  @Test
  void noServiceKnowsTheLocalStack() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "localstack..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "localstack..")
        .check(MAIN);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(MAIN);
  }

  private static void onlyIn(String driver, String... packages) {
    classes()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackage(driver)
        .check(MAIN);
  }
}
