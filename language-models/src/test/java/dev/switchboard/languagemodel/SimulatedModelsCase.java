package dev.switchboard.languagemodel;

import dev.switchboard.testing.SimulatedModels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Base of tests against simulated models, which each test finds as at their start. */
abstract class SimulatedModelsCase {
    static SimulatedModels simulated;

    @BeforeAll
    static void startModels() {
        simulated = new SimulatedModels();
    }

    @AfterAll
    static void stopModels() {
        simulated.close();
    }

    @BeforeEach
    void resetModels() {
        simulated.reset();
    }
}
