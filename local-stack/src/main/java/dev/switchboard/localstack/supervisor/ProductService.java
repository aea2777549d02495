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

    private final String partName;
    private final int contractPort;
    private final int heapMegabytes;

    ProductService(String partName, int contractPort, int heapMegabytes) {
        this.partName = partName;
        this.contractPort = contractPort;
        this.heapMegabytes = heapMegabytes;
    }

    static Optional<ProductService> named(String partName) {
        return Arrays.stream(values())
                .filter(service -> service.partName.equals(partName))
                .findFirst();
    }

    String partName() {
        return partName;
    }

    int contractPort() {
        return contractPort;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    String module() {
        return partName + "-service";
    }

    /** The directory that the module's build leaves the runnable service in. */
    Path application(Path product) {
        return product.resolve(module()).resolve("target").resolve("quarkus-app");
    }

    /** Where its JVM keeps classes ready between starts; a new build deletes it. */
    Path startCache(Path product) {
        return application(product).resolve("app.aot");
    }
}
