package dev.switchboard.simulator.record;

import dev.switchboard.simulator.input.RecordPage;
import io.vertx.ext.web.Router;

/**
 * Every send request the providers received, the newest 200,000 and at most 50 million characters.
 */
public final class SendLog {
    private static final int MAX_SENDS = 200_000;
    private static final long MAX_CHARACTERS = 50_000_000;

    private final BoundedLog<RecordedSend> sends = new BoundedLog<>(MAX_SENDS, MAX_CHARACTERS);

    public void route(Router router) {
        router.get("/sim/sends")
                .handler(context -> {
                    var page = RecordPage.of(context);
                    context.json(sends.after(page.after(), page.limit()));
                });
    }

    public RecordedSend add(RecordedSend send) {
        return sends.add(send);
    }

    /** The number of the newest send. */
    public long last() {
        return sends.last();
    }

    public void clear() {
        sends.clear();
    }
}
