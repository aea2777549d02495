package dev.switchboard.ingress.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.channels.webhook.ParsedMessage;
import dev.switchboard.channels.webhook.WebhookResult;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.BusinessNumbers;
import dev.switchboard.common.privacy.Masked;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import org.jboss.logging.Logger;

/**
 * Business numbers of this installation: a message to another number of the same account is only
 * kept in the webhook log.
 */
@ApplicationScoped
public class OwnNumbers {
    private static final Logger LOG = Logger.getLogger(OwnNumbers.class);
    private static final int MAX_LOGGED = 1_000;

    private final BusinessNumbers numbers;
    private final MeterRegistry metrics;
    private final Cache<BusinessNumber, Boolean> logged =
            Caffeine.newBuilder().maximumSize(MAX_LOGGED).build();

    OwnNumbers(BusinessNumbers numbers, MeterRegistry metrics) {
        this.numbers = numbers;
        this.metrics = metrics;
    }

    /**
     * Removes and counts messages to numbers that are not ours. If no numbers of a channel are set,
     * all of them are ours.
     */
    WebhookResult.Accepted onlyOurs(WebhookResult.Accepted webhook) {
        var messages = new ArrayList<ParsedMessage>();
        var ignored = new ArrayList<>(webhook.ignored());
        for (var message : webhook.messages()) {
            if (numbers.include(message.channel(), message.business())) {
                messages.add(message);
            } else {
                count(message);
                ignored.add("a message to a number that is not ours");
            }
        }
        var changes =
                webhook.identityChanges().stream()
                        .filter(change -> numbers.include(change.channel(), change.business()))
                        .toList();
        return new WebhookResult.Accepted(
                messages, webhook.statuses(), changes, ignored, webhook.malformed());
    }

    private void count(ParsedMessage message) {
        var channel = message.channel().wireName();
        metrics.counter("switchboard.webhook.messages.not.ours", "channel", channel).increment();
        if (logged.asMap().putIfAbsent(message.business(), true) == null) {
            LOG.warnf(
                    "Message to a number that is not ours ignored number=%s provider=%s;"
                            + " see TWILIO_WHATSAPP_NUMBER and WHATSAPP_PHONE_NUMBER_ID",
                    Masked.address(message.business().id()), channel);
        }
    }
}
