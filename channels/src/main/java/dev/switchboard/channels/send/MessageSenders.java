package dev.switchboard.channels.send;

import dev.switchboard.common.identity.Channel;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The registered senders, by channel. */
@ApplicationScoped
public class MessageSenders {
    private final Map<Channel, MessageSender> byChannel;

    public MessageSenders(@All List<MessageSender> senders) {
        byChannel =
                senders.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        MessageSender::channel, Function.identity()));
    }

    /** Channels through which messages can be sent, in a fixed order. */
    public List<Channel> channels() {
        return byChannel.keySet().stream().sorted(Comparator.comparing(Channel::wireName)).toList();
    }

    public MessageSender on(Channel channel) {
        var sender = byChannel.get(channel);
        if (sender == null) {
            throw new IllegalArgumentException("no provider serves " + channel.wireName());
        }
        return sender;
    }
}
