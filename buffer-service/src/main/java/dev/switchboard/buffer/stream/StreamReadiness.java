package dev.switchboard.buffer.stream;

import jakarta.inject.Singleton;
import org.apache.kafka.streams.KafkaStreams.State;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness check that succeeds while the stream runs. */
@Readiness
@Singleton
public class StreamReadiness implements HealthCheck {
    private final BufferStream stream;

    StreamReadiness(BufferStream stream) {
        this.stream = stream;
    }

    @Override
    public HealthCheckResponse call() {
        var state = stream.state();
        return HealthCheckResponse.named("stream")
                .status(state == State.RUNNING)
                .withData("state", state.name())
                .build();
    }
}
