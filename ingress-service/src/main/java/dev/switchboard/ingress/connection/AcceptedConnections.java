package dev.switchboard.ingress.connection;

import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Handler of accepted connections: closes those beyond an address's limit and adds a {@link
 * RequestGuard} to the others.
 */
final class AcceptedConnections extends ChannelInboundHandlerAdapter {
    /** Length of an IPv6 network prefix (/64), all of which belongs to one client. */
    private static final int IPV6_PREFIX_BYTES = 8;

    private final ConnectionLimits limits;
    private final Map<ByteBuffer, Integer> open = new ConcurrentHashMap<>();

    AcceptedConnections(ConnectionLimits limits) {
        this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext listener, Object message) {
        if (message instanceof Channel connection
                && connection.remoteAddress() instanceof InetSocketAddress remote
                && remote.getAddress() != null) {
            var client = client(remote.getAddress());
            if (open.merge(client, 1, Integer::sum) > limits.maxPerAddress()) {
                release(client);
                connection.unsafe().closeForcibly();
                countClosed("address-limit");
                return;
            }
            connection.closeFuture().addListener(_ -> release(client));
            connection.pipeline().addFirst(new RequestGuard(limits));
        }
        listener.fireChannelRead(message);
    }

    private void release(ByteBuffer client) {
        open.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
    }

    static ByteBuffer client(InetAddress address) {
        var bytes = address.getAddress();
        return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, IPV6_PREFIX_BYTES));
    }

    /**
     * @param reason {@code address-limit}, {@code head-timeout}, {@code body-timeout} or {@code
     *     invalid-request}
     */
    static void countClosed(String reason) {
        Metrics.counter("switchboard.connections.closed", "reason", reason).increment();
    }
}
