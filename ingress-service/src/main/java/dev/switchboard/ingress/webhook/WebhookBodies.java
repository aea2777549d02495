package dev.switchboard.ingress.webhook;

import dev.switchboard.channels.webhook.WebhookOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Reads request bodies, each up to a maximum size and within a timeout, all of them up to a budget:
 * their senders are not authenticated yet.
 */
@ApplicationScoped
public class WebhookBodies {
    private final int maxBytes;
    private final long timeoutMillis;
    private final ByteBudget budget;
    private final Vertx vertx;

    WebhookBodies(WebhookSettings settings, Vertx vertx, MeterRegistry registry) {
        this.maxBytes = settings.maxBodyBytes();
        this.timeoutMillis = settings.bodyTimeout().toMillis();
        this.budget = new ByteBudget(settings.maxBodyBytesInFlight());
        this.vertx = vertx;
        registry.gauge("switchboard.webhook.body.bytes.in.flight", budget, ByteBudget::used);
    }

    /**
     * Fails with a {@link BodyRefusedException} as soon as the body cannot be read completely; the
     * rest of it is discarded. Must be called on the request's event loop.
     *
     * @param senderMax maximum size of a body of this sender, in bytes
     */
    Future<Buffer> read(HttpServerRequest request, int senderMax) {
        var declaredLength = declaredLength(request);
        var max = Math.min(senderMax, maxBytes);
        if (declaredLength > max) {
            return Future.failedFuture(tooLarge(max));
        }
        if (expectsContinue(request)) {
            request.response().writeContinue();
        }
        var upload = new Upload(request, declaredLength, max);
        request.handler(upload::append);
        request.endHandler(_ -> upload.end());
        request.exceptionHandler(_ -> upload.fail(cutOff("the body broke off")));
        return upload.result.future();
    }

    private static long declaredLength(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** True if the sender waits for a 100 response before it sends the body. */
    private static boolean expectsContinue(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }

    private static BodyRefusedException tooLarge(int max) {
        return new BodyRefusedException(
                WebhookOutcome.TOO_LARGE, "the body has more than " + max + " bytes");
    }

    private static BodyRefusedException cutOff(String reason) {
        return new BodyRefusedException(WebhookOutcome.CUT_OFF, reason);
    }

    /** Body that is being received; runs on its request's event loop. */
    private final class Upload {
        private static final long NO_TIMER = -1;

        private final HttpServerRequest request;
        private final long declaredLength;
        private final int max;
        private final Promise<Buffer> result = Promise.promise();
        private Buffer body = Buffer.buffer();
        private long reserved;
        private long timer = NO_TIMER;

        Upload(HttpServerRequest request, long declaredLength, int max) {
            this.request = request;
            this.declaredLength = declaredLength;
            this.max = max;
        }

        void append(Buffer chunk) {
            if (result.future().isComplete()) {
                return;
            }
            if (body.length() + chunk.length() > max) {
                fail(tooLarge(max));
            } else if (isComplete(chunk) || reserve(chunk.length())) {
                body.appendBuffer(chunk);
            } else {
                fail(BodyRefusedException.overloaded());
            }
        }

        /**
         * An HTTP/1 body that comes in one piece ends at once: webhooks of the usual size are
         * accepted however much is in flight, and cost no timer. HTTP/2 can end a body later.
         */
        private boolean isComplete(Buffer chunk) {
            return chunk.length() == declaredLength && request.version() != HttpVersion.HTTP_2;
        }

        private boolean reserve(int bytes) {
            if (!budget.tryReserve(bytes)) {
                return false;
            }
            reserved += bytes;
            if (timer == NO_TIMER) {
                timer = vertx.setTimer(timeoutMillis, _ -> abort());
            }
            return true;
        }

        void end() {
            release();
            result.tryComplete(body);
        }

        /** Closes the connection without a response: such a sender is gone or hostile. */
        private void abort() {
            request.response().reset();
            fail(cutOff("the body did not come whole in time"));
        }

        void fail(BodyRefusedException failure) {
            release();
            body = Buffer.buffer();
            result.tryFail(failure);
        }

        private void release() {
            if (timer != NO_TIMER) {
                vertx.cancelTimer(timer);
                budget.release(reserved);
                timer = NO_TIMER;
                reserved = 0;
            }
        }
    }
}
