package dev.switchboard.system.scenario;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.kafka.KafkaAccess;
import dev.switchboard.system.kafka.TopicEnd;
import dev.switchboard.system.traffic.SimulatedCustomer;
import dev.switchboard.system.webhook.HostileWebhook;
import dev.switchboard.system.webhook.HostileWebhooks;
import dev.switchboard.system.webhook.WebhookPoster;
import dev.switchboard.system.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Malformed, oversized and wrongly signed requests at the webhooks' addresses, many large ones at
 * once, some that break off, and connections that are reset at once: each request is refused with
 * the expected status and counted, or accepted if only an item of a batch is invalid; none leaves a
 * record or an error in the log, few an entry in the webhook log, and genuine webhooks are answered
 * all the while.
 */
public final class HostileRequests implements Scenario {
    private static final String RULE = "HostileWebhooksRefused";
    private static final int ACCEPTED = 200;
    private static final int BROKEN_OFF = 20;
    private static final int LARGE = 200;
    private static final Duration SILENCE = Duration.ofMillis(2_500);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "hostile-webhooks";
    }

    @Override
    public Duration fullDuration() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Report run(World world, Scale scale) {
        var figures = new LinkedHashMap<String, Object>();
        try (var run = ScenarioRun.begin(world, name());
                var kafka = new KafkaAccess(world.stack())) {
            var records = new Records(kafka);
            var ingresses =
                    world.instancesOf("ingress").stream()
                            .map(it -> new IngressInstance(world, it))
                            .toList();
            var requests = scale.count(1_500, 10_000);
            var log = new RefusedEntries(kafka, ingresses.size());

            var violations = new ArrayList<Violation>();
            try (var load = new Load(world, ingresses)) {
                load.post(requests);
                violations.addAll(load.violations());
                figures.put("hostile webhooks", requests);
                figures.put("large ones at once", LARGE);
                figures.put("broken off", BROKEN_OFF);
                figures.put("connections reset", BROKEN_OFF);
                figures.put("by status", load.byStatus());
            }
            var count = records.withoutCustomer();
            figures.put("records written", count);
            if (count > 0) {
                violations.add(violation("records", "hostile webhooks have left records"));
            }
            violations.addAll(log.judge(figures));
            ingresses.forEach(ingress -> violations.addAll(judge(ingress, figures)));
            awaitGenuineAnswers(world, run);
            return run.report(figures, Guarantee.all(), violations);
        }
    }

    /** Hostile load, judged by the responses of each instance. */
    private static final class Load implements AutoCloseable {
        private final WebhookPoster poster = new WebhookPoster();
        private final List<IngressInstance> ingresses;
        private final Random random;
        private final HostileWebhooks hostile;
        private final Queue<Violation> violations = new ConcurrentLinkedQueue<>();
        private final Map<Integer, Integer> byStatus = new ConcurrentHashMap<>();

        Load(World world, List<IngressInstance> ingresses) {
            this.ingresses = ingresses;
            random = world.random("hostile webhooks");
            hostile = new HostileWebhooks(random, world.stack()::env);
        }

        /** Returns once all is answered. */
        void post(int requests) {
            var large = hostile.large();
            Stream.generate(this::anyIngress).limit(BROKEN_OFF).forEach(it -> breakOff(it, large));
            Stream.generate(hostile::next).limit(requests).forEach(this::post);
            poster.awaitAll();
            // An instance takes only some of these at a time; its room must be free again for them.
            Stream.generate(() -> large).limit(LARGE).forEach(this::post);
            poster.awaitAll();
        }

        private IngressInstance anyIngress() {
            return ingresses.get(random.nextInt(ingresses.size()));
        }

        private void breakOff(IngressInstance ingress, HostileWebhook webhook) {
            ingress.countRequest();
            poster.breakOff(ingress.url(), webhook);
            poster.connectAndReset(ingress.url());
        }

        private void post(HostileWebhook webhook) {
            var ingress = anyIngress();
            if (!webhook.expectedStatuses().contains(ACCEPTED)) {
                ingress.countRequest();
            }
            var _ =
                    poster.post(ingress.url(), webhook)
                            .thenAccept(status -> judge(webhook, status));
        }

        private void judge(HostileWebhook webhook, int status) {
            byStatus.merge(status, 1, Integer::sum);
            if (!webhook.expectedStatuses().contains(status)) {
                violations.add(violation(webhook.kind(), "was answered " + status));
            }
        }

        Map<Integer, Integer> byStatus() {
            return new TreeMap<>(byStatus);
        }

        List<Violation> violations() {
            return List.copyOf(violations);
        }

        @Override
        public void close() {
            poster.close();
        }
    }

    /** Records written to the topics since a moment that no customer has caused. */
    private static final class Records {
        /**
         * Number of a customer of the harness; "nobody" writes from number 0. Earlier messages of
         * customers may still be found in Twilio's list, and recorded once more.
         */
        private static final Pattern CUSTOMER = Pattern.compile("1555(?!0000000)\\d{7}");

        private final List<TopicEnd> marks;

        Records(KafkaAccess kafka) {
            Quiescence.await(SILENCE, () -> count(kafka), TIMEOUT);
            marks = Stream.of(Topics.INBOUND, Topics.PROVIDER_STATUSES).map(kafka::end).toList();
        }

        private static long count(KafkaAccess kafka) {
            return kafka.written(Topics.INBOUND) + kafka.written(Topics.PROVIDER_STATUSES);
        }

        long withoutCustomer() {
            return marks.stream()
                    .flatMap(mark -> mark.writtenSince().stream())
                    .filter(record -> !CUSTOMER.matcher(record).find())
                    .count();
        }
    }

    /**
     * Entries of refused requests in the webhook log since a moment: bounded in number and size.
     */
    private static final class RefusedEntries {
        private static final String NOT_GENUINE = "\"genuine\":false";
        private static final int MAX_PER_SECOND = 10;

        /** Ten seconds' worth at once, and some for what is written late. */
        private static final int EXTRA_SECONDS = 20;

        private static final int MAX_ENTRY_BYTES = 17 * 1024;

        private final TopicEnd mark;
        private final int instances;
        private final long begun = System.nanoTime();

        RefusedEntries(KafkaAccess kafka, int instances) {
            mark = kafka.end(Topics.WEBHOOK_LOG);
            this.instances = instances;
        }

        List<Violation> judge(Map<String, Object> figures) {
            var seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds() + EXTRA_SECONDS;
            var sizes =
                    mark.writtenSince().stream()
                            .filter(entry -> entry.contains(NOT_GENUINE))
                            .mapToLong(entry -> entry.getBytes(StandardCharsets.UTF_8).length)
                            .summaryStatistics();
            figures.put("refused in the log", sizes.getCount());
            figures.put("their bytes", sizes.getSum());
            figures.put("the largest's bytes", Math.max(0, sizes.getMax()));
            return Stream.of(
                            sizes.getCount() <= instances * MAX_PER_SECOND * seconds
                                    ? ""
                                    : "has %d refused requests".formatted(sizes.getCount()),
                            sizes.getMax() <= MAX_ENTRY_BYTES
                                    ? ""
                                    : "has an entry of %d bytes".formatted(sizes.getMax()))
                    .filter(text -> !text.isEmpty())
                    .map(text -> violation("webhook-log", text))
                    .toList();
        }
    }

    private static List<Violation> judge(
            IngressInstance ingress, LinkedHashMap<String, Object> figures) {
        var counted = ingress.refusedSince();
        var lines = ingress.errorsSince();
        figures.put(ingress.name() + " requests", ingress.requests());
        figures.put(ingress.name() + " has counted refusals", counted);
        figures.put(ingress.name() + " lines of errors", lines);
        return Stream.of(
                        counted == ingress.requests()
                                ? ""
                                : "counted %d of %d".formatted(counted, ingress.requests()),
                        lines == 0 ? "" : lines + " errors in the log",
                        ingress.isReadyWithin(TIMEOUT) ? "" : "is not ready")
                .filter(text -> !text.isEmpty())
                .map(text -> violation(ingress.name(), text))
                .toList();
    }

    private static void awaitGenuineAnswers(World world, ScenarioRun run) {
        for (var channel : Channel.all()) {
            var customer = new SimulatedCustomer(world, run.journal(), world.newCustomer(channel));
            customer.beginBurst();
            var marker = customer.write().marker();
            run.sends().awaitAnswers(Set.of(marker), TIMEOUT);
        }
    }

    private static Violation violation(String subject, String description) {
        return new Violation(RULE, subject, description);
    }
}
