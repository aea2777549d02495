package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.JvmProgram;
import java.util.Arrays;
import java.util.Optional;

/** A service of the product, as the stack starts it. */
enum ProductService {
    OPERATOR(JvmProgram.OPERATOR, 8080, 5),
    INGRESS(JvmProgram.INGRESS, 8081, 0),
    BUFFER(JvmProgram.BUFFER, 8082, 0),
    AI_WORKER(JvmProgram.AI_WORKER, 8083, 5),
    OUTBOUND(JvmProgram.OUTBOUND, 8084, 5);

    private final JvmProgram jvm;
    private final int standardPort;
    private final int niceness;

    /**
     * @param niceness more than 0 for what gives way to the acceptance of webhooks
     */
    ProductService(JvmProgram jvm, int standardPort, int niceness) {
        this.jvm = jvm;
        this.standardPort = standardPort;
        this.niceness = niceness;
    }

    static Optional<ProductService> named(String programName) {
        return Arrays.stream(values())
                .filter(service -> service.programName().equals(programName))
                .findFirst();
    }

    JvmProgram jvm() {
        return jvm;
    }

    String programName() {
        return jvm.programName();
    }

    int standardPort() {
        return standardPort;
    }

    int niceness() {
        return niceness;
    }

    String module() {
        return programName() + "-service";
    }
}
