package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.setting.AiSettings;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.setting.PersonaRules.Unlisted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Drops turns of customers whom their persona neither answers nor keeps. An operator who owns the
 * conversation still gets all of it.
 */
@ApplicationScoped
class UnlistedTurns {
    private static final Logger LOG = Logger.getLogger(UnlistedTurns.class);

    private final AiSettings settings;
    private final OwnershipStore ownerships;
    private final Counter dropped;

    UnlistedTurns(AiSettings settings, OwnershipStore ownerships, MeterRegistry meters) {
        this.settings = settings;
        this.ownerships = ownerships;
        dropped = meters.counter("switchboard.turns.dropped");
    }

    /**
     * Returns whether the turn is not to be recorded. The messages of a handback's turn are in the
     * transcript already.
     */
    boolean drop(TurnReady turn) {
        var conversation = turn.conversation();
        var isDropped =
                settings.of(conversation).unlisted().filter(Unlisted.DROPPED::equals).isPresent()
                        && turn.closedBy() != TurnReady.Closing.HANDBACK
                        && ownerships.current(conversation.id()).isOwnedByAi();
        if (isDropped) {
            dropped.increment();
            LOG.infof(
                    "Turn of an unlisted customer dropped conversation=%s turn=%s",
                    conversation.id(), turn.id());
        }
        return isDropped;
    }
}
