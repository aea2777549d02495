package dev.switchboard.ingress.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request does not come whole in time, however steadily its bytes trickle
 * in: a head counts from the connection's acceptance or, behind another request, from its first
 * byte. A connection that is silent between two requests is the idle timeout's. Answers 400, too,
 * and closes it for a request in a version that nobody offered or for no host: the router takes
 * these for errors of ours, with a line and a stack for each. Lives on its connection's event loop.
 */
final class RequestGuard extends ChannelInboundHandlerAdapter {
    private static final String REFUSED =
            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private static final Set<HttpVersion> VERSIONS =
            Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private enum Awaited {
        NOTHING,
        HEAD,
        BODY
    }

    private final ConnectionLimits limits;
    private Awaited awaited = Awaited.NOTHING;
    private long awaitedSince;
    private boolean seesRequests;
    private boolean isRefused;
    private boolean isCut;
    private @Nullable Future<?> looks;

    RequestGuard(ConnectionLimits limits) {
        this.limits = limits;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        await(Awaited.HEAD);
        var millis = BETWEEN_LOOKS.toMillis();
        looks =
                context.executor()
                        .scheduleWithFixedDelay(
                                () -> look(context), millis, millis, TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        requireNonNull(looks).cancel(false);
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (awaited == Awaited.NOTHING) {
            await(Awaited.HEAD);
        }
        seesRequests = seesRequests || seeRequests(context);
        context.fireChannelRead(bytes);
    }

    /** Where there is TLS, the decoder comes once the handshake is over. */
    private boolean seeRequests(ChannelHandlerContext context) {
        var decoder = context.pipeline().context(HttpRequestDecoder.class);
        if (decoder == null) {
            return false;
        }
        context.pipeline().addAfter(decoder.name(), null, new Requests());
        return true;
    }

    /** What the decoder makes of the bytes. */
    private final class Requests extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                isRefused = isRefused || isOdd(request);
                await(Awaited.BODY);
            }
            if (isRefused) {
                ReferenceCountUtil.release(message);
                refuse(context);
                return;
            }
            if (message instanceof LastHttpContent) {
                await(Awaited.NOTHING);
            }
            context.fireChannelRead(message);
        }
    }

    /** What could not be read at all is answered by Vert.x, which knows why. */
    private static boolean isOdd(HttpRequest request) {
        return request.decoderResult().isSuccess()
                && !(VERSIONS.contains(request.protocolVersion())
                        && isHost(request.headers().get(HttpHeaderNames.HOST)));
    }

    private static boolean isHost(@Nullable String written) {
        return written != null && HostAndPort.parseAuthority(written, -1) != null;
    }

    private void refuse(ChannelHandlerContext context) {
        if (!isCut) {
            context.writeAndFlush(Unpooled.copiedBuffer(REFUSED, US_ASCII));
        }
        cut(context, "odd");
    }

    private void await(Awaited what) {
        awaited = what;
        awaitedSince = System.nanoTime();
    }

    private void look(ChannelHandlerContext context) {
        var waited = System.nanoTime() - awaitedSince;
        var isOver =
                switch (awaited) {
                    case NOTHING -> false;
                    case HEAD -> waited > limits.head().toNanos();
                    case BODY -> waited > limits.body().toNanos();
                };
        if (isOver) {
            cut(context, awaited == Awaited.HEAD ? "head" : "body");
        }
    }

    /** Once: closing takes a moment, and more may come meanwhile. */
    private void cut(ChannelHandlerContext context, String reason) {
        if (!isCut) {
            isCut = true;
            AcceptedConnections.countCut(reason);
            context.close();
        }
    }
}
