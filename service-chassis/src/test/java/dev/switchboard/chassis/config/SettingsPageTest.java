package dev.switchboard.chassis.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Generates {@code docs/settings.md} from the sources of the config mappings. */
class SettingsPageTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Path GENERATED = Path.of("target", "settings.md");
    private static final String HEAD =
            """
            # Settings

            Generated from the services' config mappings by `SettingsPageTest`; do not edit. Set them in the environment or in
            `.env`; a blank one is not set. An invalid one ends the start with status 78 and one line that names it. Those that
            are *live* may also stand in `settings.yaml`, and apply without a restart. `.env.example` shows those that people
            change first.

            | variable | type | default | what it sets | read by |
            |---|---|---|---|---|
            """;

    private final SortedMap<String, Row> rows = new TreeMap<>();
    private final Properties defaults = new Properties();

    @Test
    void pageShowsEverySetting() throws IOException {
        // Given
        var defaultsFile = "src/main/resources/META-INF/microprofile-config.properties";
        try (var file = Files.newInputStream(Path.of(defaultsFile))) {
            defaults.load(file);
        }

        // When
        try (var modules = Files.list(REPOSITORY)) {
            for (var module : modules.sorted().toList()) {
                readModule(module);
            }
        }
        var page = HEAD + rows.values().stream().map(Row::line).collect(joining());
        Files.writeString(GENERATED, page);

        // Then
        assertThat(rows).hasSizeGreaterThan(90);
        assertThat(REPOSITORY.resolve("docs/settings.md"))
                .as("run: cp service-chassis/target/settings.md docs/settings.md")
                .content()
                .isEqualTo(page);
    }

    private void readModule(Path module) throws IOException {
        var sources = module.resolve("src/main/java");
        if (!Files.isDirectory(sources) || module.endsWith("local-stack")) {
            return;
        }
        try (var files = Files.walk(sources)) {
            var settings =
                    files.filter(file ->
                                    (file.toString().endsWith("Settings.java")
                                                    && !file.endsWith("ProducerSettings.java"))
                                            || file.endsWith("StandardText.java"))
                            .sorted()
                            .toList();
            if (!settings.isEmpty()) {
                read(module.getFileName().toString().replace("-service", ""), settings);
            }
        }
    }

    private void read(String module, List<Path> files) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> sources = manager.getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, manager, null, null, null, sources);
            var docs = DocTrees.instance(task);
            for (var unit : task.parse()) {
                new Reader(docs, readBy(module, unit.getSourceFile().getName()))
                        .scan(new TreePath(unit), null);
            }
        }
    }

    private static String readBy(String module, String file) {
        return switch (module) {
            case "service-chassis" -> "all";
            case "transcript" ->
                    Stream.of("Session", "Secrets", "Price").anyMatch(file::contains)
                            ? "ai-worker, operator"
                            : "operator";
            case "channels" -> file.contains("Webhook") ? "ingress" : "outbound";
            default -> module;
        };
    }

    /** Setting as a row of the page; services that declare the same share it. */
    private record Row(
            String variable,
            String type,
            String defaultValue,
            String purpose,
            TreeSet<String> services) {

        String line() {
            return "| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            variable,
                            type,
                            defaultValue.isEmpty() ? "" : "`" + defaultValue + "`",
                            purpose,
                            String.join(", ", services));
        }

        Row with(Row other) {
            services.addAll(other.services);
            var first = purpose.length() >= other.purpose.length() ? this : other;
            return new Row(
                    variable,
                    type,
                    defaultValue.isEmpty() ? other.defaultValue : defaultValue,
                    first.purpose,
                    services);
        }
    }

    private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees docs;
        private final String service;

        Reader(DocTrees docs, String service) {
            this.docs = docs;
            this.service = service;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
            var declaring = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            if (declaring.getKind() == Tree.Kind.INTERFACE
                    && method.getModifiers().getFlags().isEmpty()) {
                var prefix =
                        annotation(declaring.getModifiers().getAnnotations(), "ConfigMapping")
                                .orElse("switchboard");
                var annotations = method.getModifiers().getAnnotations();
                var name =
                        annotation(annotations, "WithName")
                                .orElseGet(() -> hyphenated(method.getName().toString()));
                var key = prefix + "." + name;
                add(
                        SettingNames.variable(key),
                        type(String.valueOf(method.getReturnType())),
                        annotation(annotations, "WithDefault")
                                .orElseGet(() -> defaults.getProperty(key, "")));
            }
            return null;
        }

        /** The standard texts, which are settings too. */
        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void none) {
            if (getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.ENUM
                    && variable.getInitializer() instanceof NewClassTree constant) {
                add(
                        "TEXT_" + variable.getName(),
                        "text",
                        value(constant.getArguments().getFirst()));
            }
            return null;
        }

        private void add(String variable, String type, String defaultValue) {
            var comment = docs.getDocCommentTree(getCurrentPath());
            var purpose = comment == null ? "" : purpose(comment);
            var row =
                    new Row(variable, type, defaultValue, purpose, new TreeSet<>(List.of(service)));
            rows.merge(variable, row, Row::with);
        }

        private Optional<String> annotation(List<? extends AnnotationTree> all, String name) {
            return all.stream()
                    .filter(it -> it.getAnnotationType().toString().equals(name))
                    .map(it -> it.getArguments().getFirst())
                    .map(it -> it instanceof AssignmentTree named ? named.getExpression() : it)
                    .map(this::value)
                    .findFirst();
        }

        /** Evaluates a literal, a constant of the same interface, or a sum of such. */
        private String value(ExpressionTree expression) {
            return switch (expression) {
                case LiteralTree literal -> String.valueOf(literal.getValue());
                case BinaryTree sum -> value(sum.getLeftOperand()) + value(sum.getRightOperand());
                case IdentifierTree constant ->
                        ((ClassTree) getCurrentPath().getParentPath().getLeaf())
                                .getMembers().stream()
                                        .flatMap(member ->
                                                member instanceof VariableTree field
                                                                && field.getName()
                                                                        .equals(constant.getName())
                                                        ? Stream.of(field.getInitializer())
                                                        : Stream.empty())
                                        .map(this::value)
                                        .findFirst()
                                        .orElseThrow();
                default -> throw new IllegalArgumentException("No constant: " + expression);
            };
        }
    }

    private static String hyphenated(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String type(String declared) {
        var plain =
                declared.replaceAll("@\\w+\\([^)]*\\)\\s*", "").replaceAll("Optional<(.*)>", "$1");
        return switch (plain) {
            case "Duration" -> "duration";
            case "int", "long", "OptionalInt" -> "whole number";
            case "double", "BigDecimal" -> "number";
            case "URI" -> "URL";
            case "List<String>" -> "list";
            case "Path" -> "path";
            case "ZoneId" -> "time zone";
            default -> "text";
        };
    }

    /** Returns a comment in Markdown, on one line. */
    private static String purpose(DocCommentTree comment) {
        return comment.getFullBody().stream()
                .map(Object::toString)
                .collect(joining())
                .replaceAll("\\{@link\\s+#?(\\w+)[^}]*}", "`$1`")
                .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|");
    }
}
