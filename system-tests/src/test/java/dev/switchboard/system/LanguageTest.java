package dev.switchboard.system;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of names and prose, read from the sources of all modules. */
class LanguageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int MAX_PROSE_WIDTH = 120;
    private static final int MAX_SUBJECT_LENGTH = 72;
    private static final String FIRST_DAY_OF_THE_RULE = "2026-11-30T17:00:00Z";
    private static final List<Source> SOURCES = javaSources();
    private static final Pattern INDIRECT_JAVADOC =
            Pattern.compile(
                    "/\\*\\*[\\s*]*(What|Who|Whom|Whose|Whether|How|Where|Whoever|Whatever|Which)\\b");

    /** Not the names that events have had in topics and stores before. */
    private static final Pattern FOREIGN_NAME =
            Pattern.compile(
                    "(?<!@JsonProperty\\(\")\\b([A-Z0-9]+_)*(PATIENCE|MOST|LONGEST|FEWEST|BREATH)"
                            + "(_[A-Z0-9_]+)?\\b");

    private record Source(Path path, String text) {
        String simpleName() {
            return path.getFileName().toString().replace(".java", "");
        }

        List<String> found(Pattern pattern) {
            return pattern.matcher(text)
                    .results()
                    .map(match -> path + ": " + match.group().strip())
                    .toList();
        }
    }

    @Test
    void javadocsBeginWithANounPhraseOrAVerb() {
        assertThat(allFound(INDIRECT_JAVADOC)).isEmpty();
    }

    @Test
    void constantsAndSettingsAreNamedWithMaxMinAndTimeout() {
        assertThat(allFound(FOREIGN_NAME)).isEmpty();
        assertThat(settingFiles().flatMap(file -> file.found(FOREIGN_NAME).stream())).isEmpty();
    }

    @Test
    void noSimpleNameStandsForTwoClasses() {
        var twice =
                SOURCES.stream()
                        .filter(source -> !source.simpleName().equals("package-info"))
                        .collect(groupingBy(Source::simpleName))
                        .entrySet()
                        .stream()
                        .filter(named -> named.getValue().size() > 1)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(twice).isEmpty();
    }

    @Test
    void proseWraps() {
        assertThat(markdown().flatMap(LanguageTest::tooWide)).isEmpty();
    }

    /** Needs a clone and git; a copy of the sources, or a machine without git, has no subjects. */
    @Test
    void commitSubjectsFitALine() {
        var subjects = subjectsSince(FIRST_DAY_OF_THE_RULE);
        assumeThat(subjects).isNotEmpty();

        assertThat(subjects)
                .allSatisfy(subject ->
                        assertThat(subject).hasSizeLessThanOrEqualTo(MAX_SUBJECT_LENGTH));
    }

    private static List<String> subjectsSince(String time) {
        try {
            return new ProcessBuilder(
                            "git",
                            "-c",
                            "safe.directory=*",
                            "log",
                            "--no-merges",
                            "--format=%s",
                            "--since=" + time)
                    .directory(ROOT.toFile())
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .inputReader()
                    .lines()
                    .toList();
        } catch (IOException withoutGit) {
            return List.of();
        }
    }

    private static List<String> allFound(Pattern pattern) {
        return SOURCES.stream().flatMap(source -> source.found(pattern).stream()).toList();
    }

    /** Lines of prose beyond the width; tables, code and lines that are one long link may be. */
    private static Stream<String> tooWide(Source file) {
        var inCode = false;
        var wide = Stream.<String>builder();
        for (var line : file.text().lines().toList()) {
            if (line.strip().startsWith("```")) {
                inCode = !inCode;
            }
            var prose = !inCode && !line.startsWith("|") && line.strip().contains(" ");
            if (prose && line.length() > MAX_PROSE_WIDTH && !line.contains("](")) {
                wide.add(file.path() + ": " + line);
            }
        }
        return wide.build();
    }

    private static List<Source> javaSources() {
        return files(".java")
                .filter(source -> !source.simpleName().equals("LanguageTest"))
                .toList();
    }

    private static Stream<Source> markdown() {
        return files(".md");
    }

    private static Stream<Source> settingFiles() {
        return Stream.of(".properties", ".yml", ".yaml", ".names", ".env", ".env.example")
                .flatMap(LanguageTest::files);
    }

    private static Stream<Source> files(String suffix) {
        try (var all = Files.walk(ROOT)) {
            return all
                    .filter(path -> path.toString().endsWith(suffix))
                    .filter(LanguageTest::isOurs)
                    .map(LanguageTest::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path path) {
        return Files.isRegularFile(path)
                && Stream.of("target", ".git", ".switchboard")
                        .noneMatch(skipped ->
                                ROOT.relativize(path).startsWith(skipped)
                                        || ROOT.relativize(path)
                                                .toString()
                                                .contains("/" + skipped + "/"));
    }

    private static Source read(Path path) {
        try {
            return new Source(ROOT.relativize(path), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
