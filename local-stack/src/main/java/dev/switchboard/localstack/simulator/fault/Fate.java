package dev.switchboard.localstack.simulator.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * What is going to happen to one request.
 *
 * @param status the error status it is answered with, if any
 * @param code the provider's error code to go with it, if not the usual one
 * @param latency how long the answer waits
 * @param dropped whether the connection closes unanswered after the request was carried out
 */
public record Fate(
        Optional<Integer> status, Optional<Integer> code, Duration latency, boolean dropped) {}
