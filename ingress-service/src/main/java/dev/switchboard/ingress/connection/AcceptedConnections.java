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
 * Stands between a listener and its connections: turns away what an address has too many of and
 * gives each of the others a {@link RequestGuard}.
 */
final class AcceptedConnections extends ChannelInboundHandlerAdapter {
    /** What a network of IPv6 hands out at least; one sender has all of it. */
    private static final int IPV6_NETWORK_BYTES = 8;

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
            var sender = sender(remote.getAddress());
            if (open.merge(sender, 1, Integer::sum) > limits.maxPerAddress()) {
                isClosed(sender);
                connection.unsafe().closeForcibly();
                countCut("address");
                return;
            }
            connection.closeFuture().addListener(_ -> isClosed(sender));
            connection.pipeline().addFirst(new RequestGuard(limits));
        }
        listener.fireChannelRead(message);
    }

    private void isClosed(ByteBuffer sender) {
        open.computeIfPresent(sender, (_, count) -> count == 1 ? null : count - 1);
    }

    static ByteBuffer sender(InetAddress address) {
        var bytes = address.getAddress();
        return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, IPV6_NETWORK_BYTES));
    }

    /**
     * @param reason {@code address}, {@code head}, {@code body} or {@code odd}
     */
    static void countCut(String reason) {
        Metrics.counter("switchboard.connections.cut", "reason", reason).increment();
    }
}
