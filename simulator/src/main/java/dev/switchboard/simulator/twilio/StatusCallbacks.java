package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.phone.Phones;
import dev.switchboard.simulator.provider.SharedState;
import dev.switchboard.simulator.record.NanoClock;
import dev.switchboard.simulator.webhook.Callbacks;
import dev.switchboard.simulator.webhook.WebhookSender;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** Posts the statuses of the business's messages to the URL that each message named. */
final class StatusCallbacks {
    /** The code Twilio's error dictionary has for an invalid WhatsApp recipient. */
    private static final int INVALID_RECIPIENT = 63024;

    private static final Map<String, String> EVENTS =
            Map.of("delivered", "DELIVERED", "read", "READ", "failed", "UNDELIVERED");

    private final TwilioAccount account;
    private final Callbacks callbacks;
    private final WebhookSender sender;
    private final Phones phones;
    private final NanoClock clock;
    private final FormWebhook forms;

    StatusCallbacks(TwilioAccount account, SharedState shared) {
        this.account = account;
        this.callbacks = shared.callbacks();
        this.sender = shared.sender();
        this.phones = shared.phones();
        this.clock = shared.clock();
        this.forms = new FormWebhook(account.authToken());
    }

    void schedule(TwilioMessage message) {
        callbacks.schedule(status -> apply(message, status));
    }

    private void apply(TwilioMessage message, String status) {
        var failed = status.equals("failed");
        var error = failed ? callbacks.errorCode().orElse(INVALID_RECIPIENT) : null;
        message.status(status, clock.instant(), error);
        phones.status(message.sid(), status);
        message.statusCallback()
                .ifPresent(url ->
                        post(
                                url,
                                status,
                                message,
                                failed
                                        ? form(message, status)
                                                .add("ErrorCode", String.valueOf(error))
                                                .add("ErrorMessage", "Invalid message recipient")
                                        : form(message, status)));
    }

    private void post(URI url, String status, TwilioMessage message, MultiMap form) {
        var webhook = forms.to(url, status, message.sid(), form);
        sender.send(webhook, ConnectionOverrides.of(url), _ -> {});
    }

    private MultiMap form(TwilioMessage message, String status) {
        var form =
                MultiMap.caseInsensitiveMultiMap()
                        .add("MessageSid", message.sid())
                        .add("SmsSid", message.sid())
                        .add("MessageStatus", status)
                        .add("SmsStatus", status)
                        .add("AccountSid", account.sid())
                        .add("ApiVersion", "2010-04-01")
                        .add("From", message.from())
                        .add("To", message.to())
                        .add("ChannelPrefix", "whatsapp")
                        .add(
                                "ChannelInstallSid",
                                "XE" + account.sid().substring(2).toLowerCase(Locale.ROOT))
                        .add("ChannelToAddress", masked(message.to()));
        if (EVENTS.containsKey(status)) {
            form.add("EventType", EVENTS.getOrDefault(status, ""));
        }
        return form;
    }

    private static String masked(String address) {
        var bare = address.replaceFirst("^whatsapp:", "");
        return bare.substring(0, Math.max(0, bare.length() - 4)) + "XXXX";
    }
}
