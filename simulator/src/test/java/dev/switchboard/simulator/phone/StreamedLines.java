package dev.switchboard.simulator.phone;

import java.util.List;
import java.util.concurrent.Flow;

/** Collects the lines of a response that does not end. */
record StreamedLines(List<String> lines) implements Flow.Subscriber<String> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        lines.add(line);
    }

    @Override
    public void onError(Throwable failure) {
        lines.add("gone");
    }

    @Override
    public void onComplete() {
        lines.add("complete");
    }
}
