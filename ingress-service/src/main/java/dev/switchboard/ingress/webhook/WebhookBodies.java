package dev.switchboard.ingress.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Reads requests' bodies, each up to a cap and within a time, all of them up to a budget: whoever
 * sends them has not proved yet who he is.
 */
@ApplicationScoped
public class WebhookBodies {
    private final int cap;
    private final long patienceMillis;
    private final ByteBudget room;
    private final Vertx vertx;

    WebhookBodies(WebhookSettings settings, Vertx vertx, MeterRegistry registry) {
        this.cap = settings.bodyCap();
        this.patienceMillis = settings.bodyWithin().toMillis();
        this.room = new ByteBudget(settings.bytesBeingRead());
        this.vertx = vertx;
        registry.gauge("switchboard.webhook.reading.bytes", room, ByteBudget::taken);
    }

    /**
     * Fails with a {@link BodyRefusedException} as soon as the body cannot be had whole; what still
     * comes is read past and not kept. To be called on the request's event loop.
     *
     * @param max the most bytes that the sender has reason to send
     */
    Future<Buffer> read(HttpServerRequest request, int max) {
        var announced = announced(request);
        var most = Math.min(max, cap);
        if (announced > most) {
            return Future.failedFuture(tooLarge(most));
        }
        if (isAskedFor(request)) {
            request.response().writeContinue();
        }
        var upload = new Upload(request, announced, most);
        request.handler(upload::take);
        request.endHandler(_ -> upload.end());
        request.exceptionHandler(_ -> upload.fail(cutOff("the body broke off")));
        return upload.whole.future();
    }

    private static long announced(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether the sender waits for a word before it sends the body. */
    private static boolean isAskedFor(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }

    private static BodyRefusedException tooLarge(int most) {
        return new BodyRefusedException(
                Verdict.TOO_LARGE, "the body has more than " + most + " bytes");
    }

    private static BodyRefusedException cutOff(String reason) {
        return new BodyRefusedException(Verdict.CUT_OFF, reason);
    }

    /** A body on its way; lives on its request's event loop. */
    private final class Upload {
        private static final long NO_TIMER = -1;

        private final HttpServerRequest request;
        private final long announced;
        private final int most;
        private final Promise<Buffer> whole = Promise.promise();
        private Buffer body = Buffer.buffer();
        private long taken;
        private long timer = NO_TIMER;

        Upload(HttpServerRequest request, long announced, int most) {
            this.request = request;
            this.announced = announced;
            this.most = most;
        }

        void take(Buffer chunk) {
            if (whole.future().isComplete()) {
                return;
            }
            if (body.length() + chunk.length() > most) {
                fail(tooLarge(most));
            } else if (isWhole(chunk) || holds(chunk.length())) {
                body.appendBuffer(chunk);
            } else {
                fail(BodyRefusedException.tooMuchAtOnce());
            }
        }

        /**
         * What HTTP/1 brings in one piece ends in the same breath: webhooks of the usual size pass
         * however much is being read, and cost no timer. HTTP/2 can end a body later.
         */
        private boolean isWhole(Buffer chunk) {
            return chunk.length() == announced && request.version() != HttpVersion.HTTP_2;
        }

        private boolean holds(int bytes) {
            if (!room.take(bytes)) {
                return false;
            }
            taken += bytes;
            if (timer == NO_TIMER) {
                timer = vertx.setTimer(patienceMillis, _ -> hangUp());
            }
            return true;
        }

        void end() {
            giveBack();
            whole.tryComplete(body);
        }

        /** Nobody is told: whoever takes so long has stopped listening or means no good. */
        private void hangUp() {
            request.response().reset();
            fail(cutOff("the body did not come whole in time"));
        }

        void fail(BodyRefusedException failure) {
            giveBack();
            body = Buffer.buffer();
            whole.tryFail(failure);
        }

        private void giveBack() {
            if (timer != NO_TIMER) {
                vertx.cancelTimer(timer);
                room.giveBack(taken);
                timer = NO_TIMER;
                taken = 0;
            }
        }
    }
}
