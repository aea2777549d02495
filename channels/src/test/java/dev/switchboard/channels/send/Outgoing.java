package dev.switchboard.channels.send;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.localstack.process.TcpPorts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Parts to send, and timeouts that keep a test short. */
public final class Outgoing {
    public static final PartId ID = PartId.of("00000000-0000-0000-0000-000000000007.2");
    public static final String PHONE = "+15550001111";
    public static final String USER_ID = "US.9001";

    private Outgoing() {}

    public static ConversationKey conversation(Channel channel, String customer) {
        var business =
                channel.equals(Channel.TWILIO)
                        ? new BusinessNumber("+14155238886", "+14155238886")
                        : new BusinessNumber("100000000000001", "+15559990000");
        return new ConversationKey(channel, business, new CustomerAddress(customer));
    }

    public static OutgoingPart text(Channel channel, String customer, String text) {
        return new OutgoingPart(
                ID, conversation(channel, customer), text, List.of(), Optional.empty());
    }

    public static OutgoingPart media(Channel channel, String text, String url) {
        return new OutgoingPart(
                ID, conversation(channel, PHONE), text, List.of(url), Optional.empty());
    }

    public static SendSettings limits(Duration timeout) {
        return new Limits(timeout, Duration.ofSeconds(2), timeout);
    }

    public static RateLimitSettings rateLimits() {
        return new RateLimits(80, 80, 45, Duration.ofSeconds(6));
    }

    /** URL of a port without a listener. */
    public static URI nowhere() {
        return URI.create("http://127.0.0.1:" + TcpPorts.free());
    }

    private record RateLimits(
            int twilioPerSecond, int metaPerSecond, int recipientBurst, Duration recipientInterval)
            implements RateLimitSettings {}

    private record Limits(Duration timeout, Duration connectTimeout, Duration typingTimeout)
            implements SendSettings {}
}
