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
 * Closes a connection whose request is not complete in time, however steadily its bytes come: a
 * head's time counts from the connection's acceptance or, after another request, from its first
 * byte. A connection idle between two requests is left to the idle timeout. Also answers 400 and
 * closes it for a request of an unsupported version or without a host: the router would log each as
 * an internal error with its stack. Runs on its connection's event loop.
 */
final class RequestGuard extends ChannelInboundHandlerAdapter {
    private static final String BAD_REQUEST =
            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private static final Set<HttpVersion> VERSIONS =
            Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private enum Phase {
        IDLE,
        HEAD,
        BODY
    }

    private final ConnectionLimits limits;
    private Phase phase = Phase.IDLE;
    private long phaseStartedAt;
    private boolean isObserving;
    private boolean isRejected;
    private boolean isClosed;
    private @Nullable Future<?> timeoutCheck;

    RequestGuard(ConnectionLimits limits) {
        this.limits = limits;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        enter(Phase.HEAD);
        var millis = CHECK_INTERVAL.toMillis();
        timeoutCheck =
                context.executor()
                        .scheduleWithFixedDelay(
                                () -> checkTimeout(context), millis, millis, TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        requireNonNull(timeoutCheck).cancel(false);
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (phase == Phase.IDLE) {
            enter(Phase.HEAD);
        }
        isObserving = isObserving || observeRequests(context);
        context.fireChannelRead(bytes);
    }

    /** With TLS, the decoder is added after the handshake. */
    private boolean observeRequests(ChannelHandlerContext context) {
        var decoder = context.pipeline().context(HttpRequestDecoder.class);
        if (decoder == null) {
            return false;
        }
        context.pipeline().addAfter(decoder.name(), null, new RequestObserver());
        return true;
    }

    /** Handler of the decoded requests. */
    private final class RequestObserver extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                isRejected = isRejected || isInvalid(request);
                enter(Phase.BODY);
            }
            if (isRejected) {
                ReferenceCountUtil.release(message);
                reject(context);
                return;
            }
            if (message instanceof LastHttpContent) {
                enter(Phase.IDLE);
            }
            context.fireChannelRead(message);
        }
    }

    /** False for a request that could not be decoded: Vert.x answers it with the reason. */
    private static boolean isInvalid(HttpRequest request) {
        return request.decoderResult().isSuccess()
                && !(VERSIONS.contains(request.protocolVersion())
                        && isHost(request.headers().get(HttpHeaderNames.HOST)));
    }

    private static boolean isHost(@Nullable String value) {
        return value != null && HostAndPort.parseAuthority(value, -1) != null;
    }

    private void reject(ChannelHandlerContext context) {
        if (!isClosed) {
            context.writeAndFlush(Unpooled.copiedBuffer(BAD_REQUEST, US_ASCII));
        }
        close(context, "invalid-request");
    }

    private void enter(Phase next) {
        phase = next;
        phaseStartedAt = System.nanoTime();
    }

    private void checkTimeout(ChannelHandlerContext context) {
        var waited = System.nanoTime() - phaseStartedAt;
        var isTimedOut =
                switch (phase) {
                    case IDLE -> false;
                    case HEAD -> waited > limits.headTimeout().toNanos();
                    case BODY -> waited > limits.bodyTimeout().toNanos();
                };
        if (isTimedOut) {
            close(context, phase == Phase.HEAD ? "head-timeout" : "body-timeout");
        }
    }

    /** Idempotent: closing takes time, and more may arrive meanwhile. */
    private void close(ChannelHandlerContext context, String reason) {
        if (!isClosed) {
            isClosed = true;
            AcceptedConnections.countClosed(reason);
            context.close();
        }
    }
}
