package dev.switchboard.outbound.twilio;

import com.twilio.exception.TwilioException;
import com.twilio.rest.messaging.v2.TypingIndicator;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.outbound.provider.Deadline;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.OutgoingPart;
import dev.switchboard.outbound.provider.Permit;
import dev.switchboard.outbound.provider.Provider;
import dev.switchboard.outbound.provider.ProviderHttp;
import dev.switchboard.outbound.provider.SendEvidence;
import dev.switchboard.outbound.provider.SendFailure;
import dev.switchboard.outbound.provider.SendResult;
import dev.switchboard.outbound.provider.SendSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Client of Twilio. */
@ApplicationScoped
public class TwilioProvider implements Provider {
    private static final Logger LOG = Logger.getLogger(TwilioProvider.class);
    private static final SendFailure NO_ACCOUNT =
            new SendFailure(
                    SendFailure.NOT_SENT,
                    "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are not set",
                    FailureClass.CONFIGURATION);

    private final ProviderHttp http;
    private final TwilioAccountSettings twilio;
    private final SendSettings timeouts;
    private final int maxTextLength;
    private final Optional<TwilioCredentials> account;
    private final Optional<StatusCallback> statusCallback;

    /**
     * @param maxTextLength {@code MAX_SMS_CHARS}; Twilio refuses a body over 1600 characters
     */
    public TwilioProvider(
            ProviderHttp http,
            TwilioAccountSettings twilio,
            SendSettings timeouts,
            @ConfigProperty(name = "max.sms.chars", defaultValue = "1600") int maxTextLength) {
        this.http = http;
        this.twilio = twilio;
        this.timeouts = timeouts;
        this.maxTextLength = maxTextLength;
        this.account = TwilioCredentials.from(twilio);
        this.statusCallback = twilio.webhookUrl().map(StatusCallback::new);
    }

    @Override
    public Channel channel() {
        return Channel.TWILIO;
    }

    @Override
    public int maxTextLength() {
        return maxTextLength;
    }

    @Override
    public SendResult send(OutgoingPart part, Permit permit) throws InterruptedException {
        if (account.isEmpty()) {
            return new SendResult.Refused(NO_ACCOUNT);
        }
        var call = new TwilioCall(http, twilio.baseUrl(), permit.within(timeouts.timeout()));
        try {
            var message = OutgoingMessage.of(part, twilio.validity(), statusCallback);
            return TwilioResponse.accepted(message.create(call.clientFor(account.get())));
        } catch (TwilioException e) {
            return TwilioResponse.refused(call.exchange());
        } catch (BadMediaUrlException e) {
            return new SendResult.Refused(e.failure());
        }
    }

    @Override
    public SendEvidence findEvidence(OutgoingPart part, Instant since) throws InterruptedException {
        if (account.isEmpty()) {
            return new SendEvidence.Unavailable(NO_ACCOUNT.text());
        }
        var call =
                new TwilioCall(
                        http, twilio.baseUrl(), Permit.until(Deadline.in(timeouts.timeout())));
        try {
            return SentMessages.find(part, since, call.clientFor(account.get()));
        } catch (TwilioException e) {
            return new SendEvidence.Unavailable(TwilioResponse.describe(call.exchange()));
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
                        http,
                        twilio.baseUrl(),
                        Permit.until(Deadline.in(timeouts.typingTimeout())));
        try {
            var _ =
                    TypingIndicator.creator(TypingIndicator.Channel.WHATSAPP, inboundMessageId)
                            .create(call.clientFor(account.get()));
        } catch (TwilioException e) {
            LOG.debugf(
                    "Typing indicator not shown conversation=%s provider=twilio reason=%s",
                    conversation.id(), TwilioResponse.describe(call.exchange()));
        }
    }

    @Override
    public FailureClass classOf(String errorCode) {
        return TwilioErrors.classOf(errorCode);
    }
}
