package dev.switchboard.ingress;

import dev.switchboard.chassis.setting.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class IngressMain {
    IngressMain() {}

    public static void main(String... args) {
        ServiceMain.run("ingress", IngressSettings::neededIn, args);
    }
}
