package dev.switchboard.outbound.testing;

import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.HttpResult;
import dev.switchboard.channels.send.MessageSender;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.channels.send.ProviderHttp;
import dev.switchboard.channels.send.SendEvidence;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.testing.FakeServer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;

/** Channel of the tests: this class and a consumer group are all of it that outbound needs. */
@ApplicationScoped
public class TestSender implements MessageSender {
    public static final Channel CHANNEL = new Channel("test");

    private final FakeServer server = new FakeServer();
    private final ProviderHttp http;

    TestSender(ProviderHttp http) {
        this.http = http;
    }

    @PreDestroy
    void stop() {
        server.close();
    }

    /** Texts that the provider has received, in order of arrival. */
    public List<String> texts() {
        return server.requests().stream().map(FakeServer.ReceivedRequest::body).toList();
    }

    @Override
    public Channel channel() {
        return CHANNEL;
    }

    @Override
    public int maxTextLength() {
        return 100;
    }

    @Override
    public SendResult send(OutgoingPart part, Permit permit) throws InterruptedException {
        return switch (http.post(HttpRequest.newBuilder(server.url()), part.text(), permit)) {
            case HttpResult.Answered _ -> new SendResult.Accepted("test-" + part.id());
            case HttpResult.NotSent(var reason) ->
                    new SendResult.Refused(SendFailure.notSent(reason));
            case HttpResult.Lost(var reason) -> new SendResult.Unknown(reason);
        };
    }

    @Override
    public SendEvidence findEvidence(OutgoingPart part, Instant since) {
        return new SendEvidence.Inconclusive();
    }

    @Override
    public void showTyping(ConversationKey conversation, String inboundMessageId) {}

    @Override
    public FailureClass classOf(String errorCode) {
        return FailureClass.PERMANENT;
    }
}
