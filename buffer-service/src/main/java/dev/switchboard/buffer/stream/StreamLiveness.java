package dev.switchboard.buffer.stream;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams.State;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Liveness check that fails when the stream has failed; the process itself would stay up. */
@Liveness
@Singleton
public class StreamLiveness implements HealthCheck {
    private static final Set<State> FAILED =
            EnumSet.of(State.PENDING_ERROR, State.ERROR, State.NOT_RUNNING);

    private final BufferStream stream;

    StreamLiveness(BufferStream stream) {
        this.stream = stream;
    }

    @Override
    public HealthCheckResponse call() {
        var state = stream.state();
        return HealthCheckResponse.named("stream-alive")
                .status(!FAILED.contains(state))
                .withData("state", state.name())
                .build();
    }
}
