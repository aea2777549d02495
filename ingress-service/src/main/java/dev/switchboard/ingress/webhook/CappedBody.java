package dev.switchboard.ingress.webhook;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads a request's body up to a cap; what goes beyond is read past and not kept. */
final class CappedBody {
    private final int cap;
    private final Buffer body = Buffer.buffer();
    private final Promise<Buffer> whole = Promise.promise();
    private boolean tooLarge;

    private CappedBody(int cap) {
        this.cap = cap;
    }

    /** Fails with {@link TooLargeException} as soon as the cap is passed or announced to be. */
    static Future<Buffer> of(HttpServerRequest request, int cap) {
        var capped = new CappedBody(cap);
        if (announced(request) > cap) {
            return Future.failedFuture(new TooLargeException(cap));
        }
        request.handler(capped::take);
        request.endHandler(_ -> capped.whole.tryComplete(capped.body));
        request.exceptionHandler(capped.whole::tryFail);
        return capped.whole.future();
    }

    private static long announced(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void take(Buffer chunk) {
        if (tooLarge) {
            return;
        }
        if (body.length() + chunk.length() > cap) {
            tooLarge = true;
            whole.tryFail(new TooLargeException(cap));
            return;
        }
        body.appendBuffer(chunk);
    }

    /** The body passes the cap. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLargeException(int cap) {
            super("the body has more than " + cap + " bytes", null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
