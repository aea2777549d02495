package dev.switchboard.simulator.model;

import io.vertx.core.json.JsonObject;

/** Response of a refused request, in the form of its provider. */
record ErrorResponse(int status, JsonObject body) {}
