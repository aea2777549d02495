package dev.switchboard.benchmarks.pipeline;

/** Tools of each measurement of a run. */
record Workbench(PipelineOptions options, Figures figures, ConversationLoad load, Meters meters) {
    /** More than a fast product answers in the quiet period, so that it has no time to wait. */
    private static final int MAX_WAITING = 1_000;

    private static final int MIN_WAITING = 400;

    static int ingressPort() {
        return ChildProduct.PORTS.of("ingress");
    }

    /** Keeps the product busy, and measures until the last effect of it. */
    Measured saturate(int port, int conversations, boolean statuses) throws InterruptedException {
        var waiting = waiting(conversations);
        var before = meters.snapshot();
        var answered = load.closedLoop(port, conversations, waiting, statuses);
        return new Measured(answered, meters.awaitQuiet().since(before), waiting);
    }

    /** The same with the database's transactions, for which it waits some seconds. */
    Measured saturateAndCount(int port, int conversations, boolean statuses)
            throws InterruptedException {
        var waiting = waiting(conversations);
        var before = meters.snapshot();
        var answered = load.closedLoop(port, conversations, waiting, statuses);
        return new Measured(answered, meters.awaitQuietAndStatistics().since(before), waiting);
    }

    static int waiting(int conversations) {
        return Math.clamp(conversations / 3, MIN_WAITING, MAX_WAITING);
    }
}
