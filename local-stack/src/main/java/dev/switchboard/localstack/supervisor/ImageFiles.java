package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.JavaCommand;
import dev.switchboard.localstack.process.JvmProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Files that an image needs beside its jars, in a directory for each module: {@value #OPTIONS}, an
 * argument file for {@code java} that is run in the directory of the jars, and the start cache
 * {@value #CACHE}, where there is one.
 */
final class ImageFiles {
    static final String OPTIONS = "jvm.options";
    static final String CACHE = "app.aot";

    private final ProductJvms jvms;

    ImageFiles(ProductJvms jvms) {
        this.jvms = jvms;
    }

    void write(Path directory) throws IOException {
        for (ProductService service : ProductService.values()) {
            write(
                    directory.resolve(service.module()),
                    service.jvm(),
                    List.of("-jar", "quarkus-run.jar"));
        }
        List<String> classPath = new ArrayList<>(JavaCommand.quiet());
        classPath.addAll(List.of("-cp", relativeClassPath()));
        write(directory.resolve("local-stack"), JvmProgram.SIMULATOR, classPath);
    }

    private void write(Path directory, JvmProgram program, List<String> run) throws IOException {
        Files.createDirectories(directory);
        List<String> options = new ArrayList<>(program.containerOptions());
        Optional<Path> cache = jvms.cache(program).file(Training.SHORT);
        if (cache.isPresent()) {
            Files.copy(cache.get(), directory.resolve(CACHE), StandardCopyOption.REPLACE_EXISTING);
            options.addAll(StartCache.useOptions(Path.of(CACHE)));
        }
        options.addAll(run);
        Files.write(directory.resolve(OPTIONS), options);
    }

    /** As in the training: a cache is of a class path in its order. */
    private String relativeClassPath() {
        Path target = jvms.product().resolve("local-stack").resolve("target");
        return jvms.localStackJars().stream()
                .map(jar -> target.relativize(jar).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
