package dev.switchboard.ingress;

import dev.switchboard.chassis.config.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the ingress service. */
@QuarkusMain
public final class IngressMain {
    IngressMain() {}

    public static void main(String... args) {
        ServiceMain.run("ingress", IngressSettings::of, args);
    }
}
