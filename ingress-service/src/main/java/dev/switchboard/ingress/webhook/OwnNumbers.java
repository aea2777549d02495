package dev.switchboard.ingress.webhook;

import dev.switchboard.ingress.identity.BoundedMap;
import dev.switchboard.ingress.identity.CanonicalNumbers;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.BusinessNumbers;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.privacy.Masked;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The business's own numbers: whoever writes from one of them is no customer, and what is written
 * to another number of the same account is somebody else's, kept in the webhook log and left alone.
 */
@ApplicationScoped
public class OwnNumbers {
    private static final Logger LOG = Logger.getLogger(OwnNumbers.class);
    private static final int MAX_NAMED = 1_000;

    private final BusinessNumbers numbers;
    private final MeterRegistry metrics;
    private final BoundedMap<BusinessNumber, Boolean> named = new BoundedMap<>(MAX_NAMED);

    OwnNumbers(BusinessNumbers numbers, MeterRegistry metrics) {
        this.numbers = numbers;
        this.metrics = metrics;
    }

    /**
     * Whether somebody who writes from there is the business itself.
     *
     * @param address as Twilio writes it
     */
    public boolean include(String address) {
        var canonical = CanonicalNumbers.of(address).orElse(address.strip());
        return numbers.on(Channel.TWILIO).stream()
                .anyMatch(number -> number.id().equals(canonical));
    }

    /** Those at Twilio, as Twilio writes them. */
    public List<String> all() {
        return numbers.on(Channel.TWILIO).stream().map(BusinessNumber::phone).toList();
    }

    /**
     * The webhook without what is meant for numbers that are not ours, which is counted. Where no
     * numbers of a channel are set, all of them are ours.
     */
    Reading.Accepted onlyOurs(Reading.Accepted webhook) {
        var messages = new ArrayList<CustomerMessage>();
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
        return new Reading.Accepted(
                messages, webhook.statuses(), changes, ignored, webhook.malformed());
    }

    private void count(CustomerMessage message) {
        var channel = message.channel().wireName();
        metrics.counter("switchboard.webhook.messages.not.ours", "channel", channel).increment();
        if (named.putIfNew(message.business(), true)) {
            LOG.warnf(
                    "Messages to a number that is not ours are not answered number=%s provider=%s;"
                            + " see TWILIO_WHATSAPP_NUMBER and WHATSAPP_PHONE_NUMBER_ID",
                    Masked.address(message.business().id()), channel);
        }
    }
}
