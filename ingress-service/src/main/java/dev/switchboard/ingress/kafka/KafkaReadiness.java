package dev.switchboard.ingress.kafka;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Readiness check of Kafka, without which every webhook would be answered 503. */
@Readiness
public class KafkaReadiness implements HealthCheck {
    private final KafkaWatch kafka;

    KafkaReadiness(KafkaWatch kafka) {
        this.kafka = kafka;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("kafka").status(kafka.isReachable()).build();
    }
}
