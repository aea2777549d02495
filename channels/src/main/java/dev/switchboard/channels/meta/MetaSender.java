package dev.switchboard.channels.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.channels.send.Deadline;
import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.HttpResult;
import dev.switchboard.channels.send.MessageSender;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.channels.send.ProviderHttp;
import dev.switchboard.channels.send.RateLimitSettings;
import dev.switchboard.channels.send.SendEvidence;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.channels.send.SendSettings;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.wire.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Client of Meta's WhatsApp Cloud API. */
@ApplicationScoped
public class MetaSender implements MessageSender {
    private static final Logger LOG = Logger.getLogger(MetaSender.class);

    /** In characters, by Meta's documentation of text messages. */
    private static final int MAX_TEXT_LENGTH = 4096;

    private static final SendFailure NO_TOKEN =
            new SendFailure(
                    SendFailure.NOT_SENT,
                    "WHATSAPP_ACCESS_TOKEN is not set",
                    FailureClass.CONFIGURATION);

    private static final SendFailure SEVERAL_MEDIA =
            new SendFailure(
                    SendFailure.NOT_SENT,
                    "a WhatsApp message carries one media item",
                    FailureClass.PERMANENT);

    private final ProviderHttp http;
    private final MetaAccountSettings meta;
    private final SendSettings timeouts;
    private final RateLimitSettings rateLimits;
    private final String baseUrl;

    public MetaSender(
            ProviderHttp http,
            MetaAccountSettings meta,
            SendSettings timeouts,
            RateLimitSettings rateLimits) {
        this.http = http;
        this.meta = meta;
        this.timeouts = timeouts;
        this.rateLimits = rateLimits;
        this.baseUrl =
                meta.graphBaseUrl().toString().replaceFirst("/+$", "")
                        + "/"
                        + meta.graphVersion()
                        + "/";
    }

    @Override
    public Channel channel() {
        return Channel.META;
    }

    @Override
    public int maxTextLength() {
        return MAX_TEXT_LENGTH;
    }

    @Override
    public int maxPerSecond() {
        return rateLimits.metaPerSecond();
    }

    @Override
    public SendResult send(OutgoingPart part, Permit permit) throws InterruptedException {
        if (meta.accessToken().isEmpty()) {
            return new SendResult.Refused(NO_TOKEN);
        }
        if (part.mediaUrls().size() > 1) {
            return new SendResult.Refused(SEVERAL_MEDIA);
        }
        var business = part.conversation().business();
        return MetaResponse.sendResult(
                post(business, MetaSendRequest.of(part), permit.within(timeouts.timeout())));
    }

    /** Meta lists no sent messages; a status with our {@code biz_opaque_callback_data} may come. */
    @Override
    public SendEvidence findEvidence(OutgoingPart part, Instant since) {
        return new SendEvidence.Inconclusive();
    }

    @Override
    public void showTyping(ConversationKey conversation, String inboundMessageId)
            throws InterruptedException {
        if (meta.accessToken().isEmpty()) {
            return;
        }
        var exchange =
                post(
                        conversation.business(),
                        MetaTyping.onReading(inboundMessageId),
                        Permit.until(Deadline.in(timeouts.typingTimeout())));
        if (!(exchange instanceof HttpResult.Answered answer && answer.isSuccess())) {
            LOG.debugf(
                    "Typing indicator not shown conversation=%s provider=meta reason=%s",
                    conversation.id(), exchange.description("Meta"));
        }
    }

    @Override
    public FailureClass classOf(String errorCode) {
        return errorCode.matches("[0-9]{1,9}")
                ? MetaErrors.classOf(Integer.parseInt(errorCode))
                : FailureClass.PERMANENT;
    }

    private HttpResult post(BusinessNumber from, Object body, Permit permit)
            throws InterruptedException {
        var request =
                HttpRequest.newBuilder(messagesOf(from))
                        .header("Authorization", "Bearer " + meta.accessToken().orElseThrow())
                        .header("Content-Type", "application/json");
        return http.post(request, json(body), permit);
    }

    private URI messagesOf(BusinessNumber from) {
        return URI.create(baseUrl + from.id() + "/messages");
    }

    private static String json(Object body) {
        try {
            return Json.mapper().writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message could not be written as JSON", e);
        }
    }
}
