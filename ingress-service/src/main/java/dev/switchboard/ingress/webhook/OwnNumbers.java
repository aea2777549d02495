package dev.switchboard.ingress.webhook;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.BusinessNumbers;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.privacy.Masked;
import dev.switchboard.ingress.identity.BoundedMap;
import dev.switchboard.ingress.identity.PhoneNumberCache;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Business numbers of this installation: a message from one of them is not a customer's, and a
 * message to another number of the same account is only kept in the webhook log.
 */
@ApplicationScoped
public class OwnNumbers {
    private static final Logger LOG = Logger.getLogger(OwnNumbers.class);
    private static final int MAX_LOGGED = 1_000;

    private final BusinessNumbers numbers;
    private final MeterRegistry metrics;
    private final BoundedMap<BusinessNumber, Boolean> logged = new BoundedMap<>(MAX_LOGGED);

    OwnNumbers(BusinessNumbers numbers, MeterRegistry metrics) {
        this.numbers = numbers;
        this.metrics = metrics;
    }

    /**
     * True if the address is one of the business's own numbers.
     *
     * @param address as Twilio writes it
     */
    public boolean contains(String address) {
        var canonical = PhoneNumberCache.of(address).orElse(address.strip());
        return numbers.on(Channel.TWILIO).stream()
                .anyMatch(number -> number.id().equals(canonical));
    }

    /** Numbers at Twilio, as Twilio writes them. */
    public List<String> all() {
        return numbers.on(Channel.TWILIO).stream().map(BusinessNumber::phone).toList();
    }

    /**
     * Removes and counts messages to numbers that are not ours. If no numbers of a channel are set,
     * all of them are ours.
     */
    ReadResult.Accepted onlyOurs(ReadResult.Accepted webhook) {
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
        return new ReadResult.Accepted(
                messages, webhook.statuses(), changes, ignored, webhook.malformed());
    }

    private void count(ParsedMessage message) {
        var channel = message.channel().wireName();
        metrics.counter("switchboard.webhook.messages.not.ours", "channel", channel).increment();
        if (logged.putIfNew(message.business(), true)) {
            LOG.warnf(
                    "Message to a number that is not ours ignored number=%s provider=%s;"
                            + " see TWILIO_WHATSAPP_NUMBER and WHATSAPP_PHONE_NUMBER_ID",
                    Masked.address(message.business().id()), channel);
        }
    }
}
