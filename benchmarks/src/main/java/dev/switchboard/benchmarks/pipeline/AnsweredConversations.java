package dev.switchboard.benchmarks.pipeline;

import java.util.Comparator;
import java.util.List;

/**
 * Conversations of one load: each is a customer's message and the business's answer.
 *
 * @param all in the order in which they began
 * @param sends number of send requests that the provider got for them
 * @param modelCalls number of requests that the model got for them
 * @param begin when the first webhook was posted
 */
record AnsweredConversations(List<Conversation> all, long sends, long modelCalls, long begin) {
    /** Share of the conversations at either end that does not count for the throughput. */
    private static final double EDGE = 0.1;

    AnsweredConversations {
        all = all.stream().sorted(Comparator.comparingLong(Conversation::postedAt)).toList();
    }

    /**
     * Times by {@link System#nanoTime()}.
     *
     * @param acknowledgedAfter nanoseconds until the webhook was answered 200
     * @param sentAt when the provider got the answer
     */
    record Conversation(long postedAt, long acknowledgedAfter, long sentAt) {}

    int count() {
        return all.size();
    }

    /** Waiting times of the customers, from the webhook to the provider's receipt of the answer. */
    Percentiles waits() {
        return Percentiles.ofNanos(all.stream().map(it -> it.sentAt() - it.postedAt()).toList());
    }

    /** Times until webhooks were acknowledged, without those of the first so many. */
    Percentiles acknowledgements(int skipped) {
        var from = skipped < all.size() / 2 ? skipped : 0;
        return Percentiles.ofNanos(
                all.stream().skip(from).map(Conversation::acknowledgedAfter).toList());
    }

    /** Answers a second, between the first and the last tenth of them. */
    double perSecond() {
        var sent = all.stream().map(Conversation::sentAt).sorted().toList();
        var edge = (int) (sent.size() * EDGE);
        var first = sent.get(edge);
        var last = sent.get(sent.size() - 1 - edge);
        return (sent.size() - 1 - 2 * edge) * 1e9 / Math.max(1, last - first);
    }
}
