package dev.switchboard.outbound.twilio;

import com.twilio.exception.TwilioException;
import com.twilio.rest.messaging.v2.TypingIndicator;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.outbound.provider.Deadline;
import dev.switchboard.outbound.provider.Evidence;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.OutgoingPart;
import dev.switchboard.outbound.provider.Permit;
import dev.switchboard.outbound.provider.Provider;
import dev.switchboard.outbound.provider.ProviderHttp;
import dev.switchboard.outbound.provider.SendFailure;
import dev.switchboard.outbound.provider.SendResult;
import dev.switchboard.outbound.provider.SendSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Sends through a Twilio account. */
@ApplicationScoped
public class TwilioProvider implements Provider {
    private static final Logger LOG = Logger.getLogger(TwilioProvider.class);
    private static final SendFailure NO_ACCOUNT =
            new SendFailure(
                    SendFailure.NOT_SENT,
                    "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are not set",
                    FailureClass.CONFIGURATION);

    private final ProviderHttp http;
    private final TwilioSettings twilio;
    private final SendSettings limits;
    private final int longestText;
    private final Optional<TwilioAccount> account;
    private final Optional<StatusCallback> statusCallback;

    /**
     * @param longestText {@code MAX_SMS_CHARS}; Twilio refuses a body over 1600 characters
     */
    public TwilioProvider(
            ProviderHttp http,
            TwilioSettings twilio,
            SendSettings limits,
            @ConfigProperty(name = "max.sms.chars", defaultValue = "1600") int longestText) {
        this.http = http;
        this.twilio = twilio;
        this.limits = limits;
        this.longestText = longestText;
        this.account = TwilioAccount.in(twilio);
        this.statusCallback = twilio.webhookUrl().map(StatusCallback::new);
    }

    @Override
    public Channel channel() {
        return Channel.TWILIO;
    }

    @Override
    public int longestText() {
        return longestText;
    }

    @Override
    public SendResult send(OutgoingPart part, Permit permit) throws InterruptedException {
        if (account.isEmpty()) {
            return new SendResult.Refused(NO_ACCOUNT);
        }
        var call = new TwilioCall(http, twilio.baseUrl(), permit.within(limits.timeout()));
        try {
            var message = OutgoingMessage.of(part, twilio.validity(), statusCallback);
            return TwilioAnswer.accepted(message.create(call.as(account.get())));
        } catch (TwilioException e) {
            return TwilioAnswer.refused(call.exchange());
        } catch (BadMediaUrlException e) {
            return new SendResult.Refused(e.failure());
        }
    }

    @Override
    public Evidence evidenceOf(OutgoingPart part, Instant since) throws InterruptedException {
        if (account.isEmpty()) {
            return new Evidence.Unavailable(NO_ACCOUNT.text());
        }
        var call =
                new TwilioCall(http, twilio.baseUrl(), Permit.until(Deadline.in(limits.timeout())));
        try {
            return SentMessages.like(part, since, call.as(account.get()));
        } catch (TwilioException e) {
            return new Evidence.Unavailable(TwilioAnswer.describe(call.exchange()));
        }
    }

    @Override
    public void showTyping(ConversationKey conversation, String inboundMessageId)
            throws InterruptedException {
        if (account.isEmpty()) {
            return;
        }
        var call =
                new TwilioCall(
                        http, twilio.baseUrl(), Permit.until(Deadline.in(limits.typingTimeout())));
        try {
            var _ =
                    TypingIndicator.creator(TypingIndicator.Channel.WHATSAPP, inboundMessageId)
                            .create(call.as(account.get()));
        } catch (TwilioException e) {
            LOG.debugf(
                    "Typing was not shown conversation=%s provider=twilio why=%s",
                    conversation.id(), TwilioAnswer.describe(call.exchange()));
        }
    }

    @Override
    public FailureClass classOf(String errorCode) {
        return TwilioErrors.classOf(errorCode);
    }
}
