package dev.switchboard.localstack.supervisor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A service of the product, as the stack starts it. */
enum ProductService {
    OPERATOR("operator", 8080, 384),
    INGRESS("ingress", 8081, 256),
    BUFFER("buffer", 8082, 384),
    AI_WORKER("ai-worker", 8083, 512),
    OUTBOUND("outbound", 8084, 384);

    private final String programName;
    private final int standardPort;
    private final int heapMegabytes;

    ProductService(String programName, int standardPort, int heapMegabytes) {
        this.programName = programName;
        this.standardPort = standardPort;
        this.heapMegabytes = heapMegabytes;
    }

    static Optional<ProductService> named(String programName) {
        return Arrays.stream(values())
                .filter(service -> service.programName.equals(programName))
                .findFirst();
    }

    String programName() {
        return programName;
    }

    int standardPort() {
        return standardPort;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    String module() {
        return programName + "-service";
    }

    /** Directory of the runnable service, as its module's build leaves it. */
    Path application(Path product) {
        return product.resolve(module()).resolve("target").resolve("quarkus-app");
    }

    /** AOT cache of its JVM; a new build deletes it. */
    Path startCache(Path product) {
        return application(product).resolve("app.aot");
    }
}
