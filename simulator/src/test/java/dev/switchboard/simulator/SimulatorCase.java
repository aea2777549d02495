package dev.switchboard.simulator;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh simulator whose webhooks go to a recording business. */
public abstract class SimulatorCase {
    protected static final String PHONE = "+15550001111";

    protected RecordingBusiness business;
    protected Simulator simulator;
    protected Wire wire;

    @BeforeEach
    void start() throws IOException {
        business = new RecordingBusiness();
        simulator =
                Simulator.start(
                        SimulatorOptions.forTests()
                                .withTwilioWebhook(business.url("/whatsapp"))
                                .withMetaWebhook(business.url("/webhook")));
        wire = new Wire(simulator);
    }

    @AfterEach
    void stop() {
        wire.close();
        simulator.close();
        business.close();
    }
}
