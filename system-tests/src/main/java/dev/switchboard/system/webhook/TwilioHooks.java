package dev.switchboard.system.webhook;

import dev.switchboard.simulator.twilio.FormWebhook;
import dev.switchboard.simulator.webhook.Webhook;
import dev.switchboard.system.world.CustomerPhone;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Twilio's webhooks: one message or one status a form. */
public final class TwilioHooks implements ProviderHooks {
    /** Twilio's code for a message that WhatsApp could not deliver. */
    private static final String UNDELIVERABLE = "63024";

    private final FormWebhook forms;
    private final URI url;
    private final String account;
    private final String business;

    public TwilioHooks(UnaryOperator<String> settings) {
        forms = new FormWebhook(settings.apply("TWILIO_AUTH_TOKEN"));
        url = URI.create(settings.apply("TWILIO_WEBHOOK_URL"));
        account = settings.apply("TWILIO_ACCOUNT_SID");
        business = settings.apply("TWILIO_WHATSAPP_NUMBER");
    }

    @Override
    public String newId(Random random) {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return "SM" + HexFormat.of().formatHex(bytes);
    }

    @Override
    public Webhook message(CustomerPhone customer, String id, String text) {
        return signed("message", id, messageForm(customer, id, text));
    }

    @Override
    public Webhook status(
            String id, CustomerPhone customer, String state, @Nullable String callback) {
        var form =
                common(id)
                        .add("MessageStatus", state)
                        .add("SmsStatus", state)
                        .add("From", business)
                        .add("To", "whatsapp:" + customer.number());
        if (state.equals("failed")) {
            form.add("ErrorCode", UNDELIVERABLE);
        }
        var target = callback == null ? url + "/status" : callback;
        return forms.to(URI.create(target), state, id, form);
    }

    MultiMap messageForm(CustomerPhone customer, String id, String text) {
        return common(id)
                .add("SmsStatus", "received")
                .add("From", "whatsapp:" + customer.number())
                .add("To", business)
                .add("Body", text)
                .add("NumMedia", "0")
                .add("MessageType", "text")
                .add("ProfileName", customer.name())
                .add("WaId", customer.number().substring(1));
    }

    Webhook signed(String kind, String id, MultiMap form) {
        return forms.to(url, kind, id, form);
    }

    private MultiMap common(String id) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("MessageSid", id)
                .add("SmsSid", id)
                .add("AccountSid", account)
                .add("ApiVersion", "2010-04-01");
    }
}
