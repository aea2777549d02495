package dev.switchboard.system;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.switchboard.common.identity.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Architecture rules that the compiler cannot check. */
class ArchitectureTest {
    private static final List<String> MODULES =
            List.of(
                    "common-model",
                    "service-chassis",
                    "transcript",
                    "channels",
                    "language-models",
                    "ingress-service",
                    "buffer-service",
                    "ai-worker-service",
                    "outbound-service",
                    "operator-service",
                    "simulator",
                    "local-stack",
                    "testing");
    private static final Set<String> BESIDE_THE_PRODUCT =
            Set.of("simulator", "local-stack", "testing");

    /** Outermost frames of threads, consumers and scheduled tasks, and clients of third parties. */
    private static final Set<String> EDGES =
            Set.of(
                    "AiStatePoller",
                    "AliasSync",
                    "AnswerCache",
                    "AnswerSource",
                    "BatchAttempts",
                    "BatchConsumer",
                    "CachedCheck",
                    "CallLedger",
                    "CatchUp",
                    "CatchUpLease",
                    "CustomerAliases",
                    "CustomerRateLimiter",
                    "Fence",
                    "GuardedModel",
                    "Handoff",
                    "Hints",
                    "InfrastructureFailures",
                    "KeyedConsumer",
                    "Lanes",
                    "LangChainModel",
                    "LiveSettings",
                    "MergeProcessor",
                    "ModelGates",
                    "OpenBurstCount",
                    "ParkedReplies",
                    "ParkedReplyDelivery",
                    "PartReconciler",
                    "PersonasInForce",
                    "PresencePublisher",
                    "ProfileChecks",
                    "PublishedMessageStore",
                    "RecordAttempts",
                    "RedisSessionTokens",
                    "Retention",
                    "SingleUseBody",
                    "SpendGuard",
                    "TurnRelay",
                    "WebhookResult");

    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .importPaths(
                            MODULES.stream()
                                    .map(module -> Path.of("..", module, "target", "classes"))
                                    .toList());

    @ParameterizedTest
    @ValueSource(strings = {"ingress", "buffer", "aiworker", "outbound", "operator"})
    void servicesNeverImportEachOther(String service) {
        var others =
                Stream.of("ingress", "buffer", "aiworker", "outbound", "operator")
                        .filter(other -> !other.equals(service))
                        .map(other -> "dev.switchboard." + other + "..")
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.switchboard." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(PRODUCT);
    }

    @Test
    void commonModelImportsNoFramework() {
        classes()
                .that()
                .resideInAPackage("dev.switchboard.common..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.switchboard.common..",
                        "com.fasterxml.jackson..",
                        "com.google.i18n.phonenumbers..",
                        "org.jspecify..")
                .check(PRODUCT);
    }

    /**
     * A new channel is a package and its registration, as long as nobody asks which channel it is:
     * only Twilio's catch-up and the consumer groups do.
     */
    @Test
    void onlyAChannelsOwnCodeNamesIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.switchboard.channels.twilio..",
                        "dev.switchboard.channels.meta..",
                        "dev.switchboard.common.identity..",
                        "dev.switchboard.ingress.catchup..")
                .and()
                .haveNameNotMatching(".*\\.(PublishedMessageCache|TwilioReplies|MetaReplies)")
                .should()
                .accessField(Channel.class, "TWILIO")
                .orShould()
                .accessField(Channel.class, "META")
                .check(PRODUCT);
    }

    @Test
    void commonModelHasNoConcurrency() {
        noClasses()
                .that()
                .resideInAPackage("dev.switchboard.common..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(PRODUCT);
    }

    /** Only the packages of what people edit, which are listed here, have entities. */
    @Test
    void noHibernateOnAMessagesWay() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.switchboard.operator.deadletter..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.hibernate",
                        "org.hibernate.annotations..",
                        "io.quarkus.hibernate.orm..",
                        "io.quarkus.panache..",
                        "jakarta.persistence..")
                .check(PRODUCT);
    }

    @Test
    void productDoesNotDependOnWhatRunsAndTestsIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.switchboard.localstack..",
                        "dev.switchboard.simulator..",
                        "dev.switchboard.testing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.switchboard.localstack..",
                        "dev.switchboard.simulator..",
                        "dev.switchboard.testing..")
                .check(PRODUCT);
    }

    @Test
    void simulatorKnowsNothingOfTheProduct() {
        noClasses()
                .that()
                .resideInAPackage("dev.switchboard.simulator..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.switchboard..")
                                .and(resideOutsideOfPackage("dev.switchboard.simulator..")))
                .check(PRODUCT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "common",
                "chassis",
                "transcript",
                "channels",
                "ingress",
                "buffer",
                "aiworker",
                "outbound",
                "operator",
                "simulator",
                "localstack"
            })
    void packagesHaveNoCycles(String module) {
        slices().matching("dev.switchboard." + module + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(PRODUCT);
    }

    @Test
    void classNamesHaveNoVagueSuffix() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .check(PRODUCT);
    }

    /** By their files' names {@code SettingsPageTest} finds them. */
    @Test
    void configMappingsAreNamedSettings() {
        classes()
                .that()
                .areAnnotatedWith("io.smallrye.config.ConfigMapping")
                .should()
                .haveSimpleNameEndingWith("Settings")
                .check(PRODUCT);
    }

    /** A mapping that the main class does not name is not validated before the start. */
    @ParameterizedTest
    @ValueSource(strings = {"ingress", "buffer", "aiworker", "outbound", "operator"})
    void mainClassNamesEveryConfigMapping(String service) {
        var root = "dev.switchboard." + service;
        var named =
                PRODUCT.stream()
                        .filter(type -> type.getPackageName().equals(root))
                        .filter(type -> type.getSimpleName().endsWith("Main"))
                        .flatMap(main -> main.getDirectDependenciesFromSelf().stream())
                        .map(Dependency::getTargetClass)
                        .collect(toSet());
        assertThat(
                        PRODUCT.stream()
                                .filter(type -> type.getPackageName().startsWith(root + "."))
                                .filter(type ->
                                        type.isAnnotatedWith("io.smallrye.config.ConfigMapping"))
                                .filter(type -> !named.contains(type))
                                .map(JavaClass::getName))
                .isEmpty();
    }

    /** In place of an optional parameter: an overload, a nullable one, or two methods. */
    @Test
    void optionalIsOnlyReturnedOrARecordsComponent() {
        assertThat(
                        ownCodeUnits()
                                .filter(unit ->
                                        unit.getRawParameterTypes().stream()
                                                .anyMatch(type ->
                                                        type.getName()
                                                                .startsWith("java.util.Optional")))
                                .map(JavaCodeUnit::getFullName))
                .isEmpty();
    }

    @Test
    void constructorsHaveAtMostSevenParameters() {
        assertThat(
                        ownCodeUnits()
                                .filter(JavaCodeUnit::isConstructor)
                                .filter(unit -> unit.getRawParameterTypes().size() > 7)
                                .map(JavaCodeUnit::getFullName))
                .isEmpty();
    }

    /** Methods and constructors as they are written, without those of records. */
    private static Stream<JavaCodeUnit> ownCodeUnits() {
        return PRODUCT.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(unit -> !(unit.isConstructor() && unit.getOwner().isRecord()));
    }

    @Test
    void runtimeExceptionsAreCaughtAtEdgesOnly() throws IOException {
        var caught = Pattern.compile("catch \\((final )?[^)]*\\bRuntimeException\\b");
        for (var module : MODULES) {
            try (var files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".java")))
                        .as(module)
                        .filteredOn(file -> !EDGES.contains(className(file)))
                        .allSatisfy(
                                file -> assertThat(file).content().doesNotContainPattern(caught));
            }
        }
    }

    private static String className(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /**
     * The message of an exception of the JDK, Jackson or a database may quote what a customer
     * wrote.
     */
    @Test
    void noRawExceptionIsLogged() throws IOException {
        var raw = Pattern.compile("LOG\\s*\\.(warn|error|info|debug)f?\\(\\s*[a-z]\\w*\\s*,");
        for (var module :
                MODULES.stream().filter(module -> !BESIDE_THE_PRODUCT.contains(module)).toList()) {
            try (var files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".java")))
                        .as(module)
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(file).content().doesNotContainPattern(raw));
            }
        }
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        for (var module : MODULES) {
            var sources = Path.of("..", module, "src", "main", "java");
            try (var files = Files.walk(sources)) {
                var packages =
                        files.filter(file -> file.toString().endsWith(".java"))
                                .map(Path::getParent)
                                .distinct()
                                .toList();
                assertThat(packages)
                        .as(module)
                        .isNotEmpty()
                        .allSatisfy(directory ->
                                assertThat(directory.resolve("package-info.java"))
                                        .content()
                                        .contains("@NullMarked"));
            }
        }
    }
}
