package dev.switchboard.simulator.record;

import io.vertx.core.json.JsonObject;

/** An entry of a {@link BoundedLog}. */
public interface Recorded {
    /** The entry as the simulator's callers read it, without its number. */
    JsonObject toJson();

    /** Approximate number of characters that the entry holds. */
    int weight();
}
