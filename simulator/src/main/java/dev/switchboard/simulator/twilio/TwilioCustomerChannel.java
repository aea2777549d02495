package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.phone.CustomerChannel;
import dev.switchboard.simulator.phone.PhoneInput;
import dev.switchboard.simulator.phone.PhoneMessage;
import dev.switchboard.simulator.phone.Phones;
import dev.switchboard.simulator.provider.SharedState;
import dev.switchboard.simulator.record.NanoClock;
import dev.switchboard.simulator.webhook.Webhook;
import dev.switchboard.simulator.webhook.WebhookSender;
import dev.switchboard.simulator.webhook.WebhookTargets;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Delivers customers' messages to the business as Twilio's incoming-message webhooks. */
public final class TwilioCustomerChannel implements CustomerChannel {
    private final TwilioAccount account;
    private final Set<String> senders;
    private final TwilioMessages messages;
    private final Phones phones;
    private final WebhookTargets targets;
    private final WebhookSender sender;
    private final NanoClock clock;
    private final FormWebhook forms;
    private final String publicUrl;

    TwilioCustomerChannel(
            TwilioAccount account,
            SharedState shared,
            Set<String> senders,
            TwilioMessages messages) {
        this.account = account;
        this.senders = senders;
        this.messages = messages;
        this.phones = shared.phones();
        this.targets = shared.targets();
        this.sender = shared.sender();
        this.clock = shared.clock();
        this.forms = new FormWebhook(account.authToken());
        this.publicUrl = shared.publicUrl();
    }

    @Override
    public Sent send(PhoneInput written) {
        var now = clock.instant();
        var business = written.business().orElse(account.number());
        senders.add(business);
        var message = resource(written, business, now);
        messages.add(message);
        phones.rememberUserId(written);
        phones.add(PhoneMessage.written(written, message.sid(), business, now));
        var url = targets.of("twilio");
        if (url.isEmpty()) {
            return new Sent(message.sid(), Future.succeededFuture(List.of()));
        }
        var form = IncomingForm.of(written, message, account.sid(), publicUrl);
        var webhook = forms.to(url.get(), "message", message.sid(), form);
        var rule = ConnectionOverrides.of(url.get());
        phones.status(message.sid(), "sent");
        var attempts =
                Stream.generate(() -> sender.send(webhook, rule, _ -> delivered(webhook)))
                        .limit(written.times())
                        .toList();
        return new Sent(message.sid(), Future.all(attempts).map(all -> all.list()));
    }

    private void delivered(Webhook webhook) {
        phones.status(webhook.id(), "delivered");
    }

    private TwilioMessage resource(PhoneInput written, String business, Instant now) {
        var media =
                written.media().stream()
                        .map(it ->
                                new TwilioMedia(
                                        Sids.next("ME"), it.contentType(), now, Optional.of(it)))
                        .toList();
        return new TwilioMessage(
                account.sid(),
                Sids.next(media.isEmpty() ? "SM" : "MM"),
                IncomingForm.from(written),
                "whatsapp:" + business,
                IncomingForm.body(written),
                media,
                now);
    }
}
