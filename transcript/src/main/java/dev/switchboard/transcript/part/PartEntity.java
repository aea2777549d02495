package dev.switchboard.transcript.part;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.wire.Json;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Row of {@code message_part}; only {@link PartStore} and {@link PartStatusStore} write it. */
@Entity
@Table(name = "message_part")
public class PartEntity extends PanacheEntityBase {
    @EmbeddedId public PartKey key;

    public int total;

    @Column(name = "conversation_id")
    public UUID conversationId;

    public String channel;

    public String text;

    /** A JSON array, if there is media. */
    @Column(name = "media_urls")
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable String mediaUrls;

    @Enumerated(EnumType.STRING)
    public PartState state;

    @Column(name = "provider_message_id")
    public @Nullable String providerMessageId;

    public int attempts;

    @Column(name = "failure_code")
    public @Nullable String failureCode;

    @Column(name = "failure_text")
    public @Nullable String failureText;

    @Column(name = "sending_since")
    public @Nullable Instant sendingSince;

    @Column(name = "resumed_at")
    public @Nullable Instant resumedAt;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    Part toPart() {
        return new Part(
                key.toPartId(),
                total,
                new ConversationId(conversationId),
                Channel.of(channel),
                new PartContent(text, media()),
                state,
                Optional.ofNullable(providerMessageId),
                attempts,
                failure(),
                Optional.ofNullable(sendingSince),
                createdAt,
                Optional.ofNullable(resumedAt).orElse(createdAt));
    }

    private List<String> media() {
        if (mediaUrls == null) {
            return List.of();
        }
        try {
            return List.of(Json.mapper().readValue(mediaUrls, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("media_urls of part " + key.toPartId(), e);
        }
    }

    private Optional<PartFailure> failure() {
        return Optional.ofNullable(failureCode)
                .map(code -> new PartFailure(code, Optional.ofNullable(failureText).orElse("")));
    }
}
