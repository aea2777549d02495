package dev.switchboard.channels.twilio;

import com.twilio.exception.TwilioException;
import com.twilio.rest.messaging.v2.TypingIndicator;
import dev.switchboard.channels.send.Deadline;
import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.MessageSender;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.channels.send.ProviderHttp;
import dev.switchboard.channels.send.RateLimitSettings;
import dev.switchboard.channels.send.SendEvidence;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.channels.send.SendSettings;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Client of Twilio. */
@ApplicationScoped
public class TwilioSender implements MessageSender {
    private static final Logger LOG = Logger.getLogger(TwilioSender.class);
    private static final SendFailure NO_ACCOUNT =
            new SendFailure(
                    SendFailure.NOT_SENT,
                    "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are not set",
                    FailureClass.CONFIGURATION);

    private final ProviderHttp http;
    private final TwilioAccountSettings twilio;
    private final SendSettings timeouts;
    private final RateLimitSettings rateLimits;
    private final Optional<TwilioCredentials> account;
    private final Optional<StatusCallback> statusCallback;
    private final @Nullable String baseUrl;

    public TwilioSender(
            ProviderHttp http,
            TwilioAccountSettings twilio,
            SendSettings timeouts,
            RateLimitSettings rateLimits) {
        this.http = http;
        this.twilio = twilio;
        this.timeouts = timeouts;
        this.rateLimits = rateLimits;
        this.account = TwilioCredentials.from(twilio);
        this.statusCallback = twilio.webhookUrl().map(StatusCallback::new);
        this.baseUrl =
                twilio.baseUrl().map(url -> url.toString().replaceFirst("/+$", "")).orElse(null);
    }

    @Override
    public Channel channel() {
        return Channel.TWILIO;
    }

    @Override
    public int maxTextLength() {
        return twilio.maxTextLength();
    }

    @Override
    public int maxPerSecond() {
        return rateLimits.twilioPerSecond();
    }

    @Override
    public SendResult send(OutgoingPart part, Permit permit) throws InterruptedException {
        if (account.isEmpty()) {
            return new SendResult.Refused(NO_ACCOUNT);
        }
        var call = call(permit.within(timeouts.timeout()));
        try {
            var message = OutgoingMessage.of(part, twilio.validity());
            statusCallback.ifPresent(callback -> message.setStatusCallback(callback.of(part.id())));
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
        var call = call(Permit.until(Deadline.in(timeouts.timeout())));
        try {
            return TwilioMessageSearch.find(part, since, call.clientFor(account.get()));
        } catch (TwilioException e) {
            return new SendEvidence.Unavailable(call.exchange().description("Twilio"));
        }
    }

    @Override
    public void showTyping(ConversationKey conversation, String inboundMessageId)
            throws InterruptedException {
        if (account.isEmpty()) {
            return;
        }
        var call = call(Permit.until(Deadline.in(timeouts.typingTimeout())));
        try {
            var _ =
                    TypingIndicator.creator(TypingIndicator.Channel.WHATSAPP, inboundMessageId)
                            .create(call.clientFor(account.get()));
        } catch (TwilioException e) {
            LOG.debugf(
                    "Typing indicator not shown conversation=%s provider=twilio reason=%s",
                    conversation.id(), call.exchange().description("Twilio"));
        }
    }

    private TwilioCall call(Permit permit) {
        return new TwilioCall(http, baseUrl, permit);
    }

    @Override
    public FailureClass classOf(String errorCode) {
        return TwilioErrors.classOf(errorCode);
    }
}
