package dev.switchboard.outbound.provider;

import dev.switchboard.common.identity.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;

/** The registered providers, by channel. */
@ApplicationScoped
public class Providers {
    private final Map<Channel, Provider> byChannel = new EnumMap<>(Channel.class);

    @Inject
    Providers(@Any Instance<Provider> providers) {
        this((Iterable<Provider>) providers);
    }

    public Providers(Iterable<Provider> providers) {
        providers.forEach(provider -> byChannel.put(provider.channel(), provider));
    }

    public Provider on(Channel channel) {
        var provider = byChannel.get(channel);
        if (provider == null) {
            throw new IllegalArgumentException("no provider serves " + channel.wireName());
        }
        return provider;
    }
}
