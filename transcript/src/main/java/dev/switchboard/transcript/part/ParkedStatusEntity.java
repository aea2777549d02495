package dev.switchboard.transcript.part;

import dev.switchboard.common.event.DeliveryStatus;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of {@code parked_status}: a status whose part is not known yet. */
@Entity
@Table(name = "parked_status")
public class ParkedStatusEntity extends PanacheEntityBase {
    @EmbeddedId public Key key;

    public @Nullable String part;

    @Column(name = "error_code")
    public @Nullable String errorCode;

    @Column(name = "error_text")
    public @Nullable String errorText;

    @Column(name = "provider_time")
    public Instant providerTime;

    @Column(name = "received_at")
    public Instant receivedAt;

    /** Primary key: each status of a message is parked once. */
    @Embeddable
    public record Key(
            @Column(name = "provider_message_id") String providerMessageId,
            @Enumerated(EnumType.STRING) DeliveryStatus status)
            implements Serializable {}
}
