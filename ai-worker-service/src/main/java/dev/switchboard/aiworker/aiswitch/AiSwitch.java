package dev.switchboard.aiworker.aiswitch;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.transcript.aicontrol.AiState;
import dev.switchboard.transcript.aicontrol.AiSwitchStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Switch of the AI as a whole and of business numbers, as it was last polled. The switch of a
 * conversation is in the state that a turn is taken up with.
 */
@Singleton
public class AiSwitch {
    private static final Logger LOG = Logger.getLogger(AiSwitch.class);
    private static final int FIRST = 1;

    private volatile Set<String> switchedOff = Set.of();

    /** Comes before the settings, which may fail to load. */
    void apply(@Observes @Priority(FIRST) AiState state) {
        if (!state.switchedOff().equals(switchedOff)) {
            LOG.infof("AI switch changed, switched off places=%d", state.switchedOff().size());
        }
        switchedOff = state.switchedOff();
    }

    /** True where the AI is on as a whole and for the number, named by its phone or its id. */
    public boolean isOn(BusinessNumber business) {
        var off = switchedOff;
        return off.isEmpty()
                || !off.contains(AiSwitchStore.ALL)
                        && !off.contains(business.id())
                        && !off.contains(business.phone());
    }
}
