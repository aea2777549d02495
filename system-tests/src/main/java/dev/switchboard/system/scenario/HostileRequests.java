package dev.switchboard.system.scenario;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.kafka.KafkaAccess;
import dev.switchboard.system.kafka.Mark;
import dev.switchboard.system.traffic.Customer;
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
 * once, some that break off, and connections that are reset without a word: each request is refused
 * with the right status and counted, or taken where only an item of a batch is spoilt; none leaves
 * a record or an error in the log, few an entry in the webhook log, and genuine webhooks are
 * answered all the while.
 */
public final class HostileRequests implements Scenario {
    private static final String RULE = "HostileWebhooksRefused";
    private static final int TAKEN = 200;
    private static final int BROKEN_OFF = 20;
    private static final int LARGE = 200;
    private static final Duration QUIET = Duration.ofMillis(2_500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "hostile-webhooks";
    }

    @Override
    public Duration toTheBar() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Report run(World world, Scale scale) {
        var figures = new LinkedHashMap<String, Object>();
        try (var trial = Trial.begin(world, name());
                var kafka = new KafkaAccess(world.stack())) {
            var records = new Records(kafka);
            var ingresses =
                    world.instancesOf("ingress").stream()
                            .map(it -> new Ingress(world, it))
                            .toList();
            var requests = scale.count(1_500, 10_000);
            var log = new RefusedLog(kafka, ingresses.size());

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
            var written = records.ofNobody();
            figures.put("records written", written);
            if (written > 0) {
                violations.add(violation("records", "hostile webhooks have left records"));
            }
            violations.addAll(log.judge(figures));
            ingresses.forEach(ingress -> violations.addAll(judge(ingress, figures)));
            genuineOnesAreAnswered(world, trial);
            return trial.verdict(figures, Guarantee.all(), violations);
        }
    }

    /** What becomes of them, told by each instance's answers. */
    private static final class Load implements AutoCloseable {
        private final WebhookPoster poster = new WebhookPoster();
        private final List<Ingress> ingresses;
        private final Random random;
        private final HostileWebhooks hostile;
        private final Queue<Violation> violations = new ConcurrentLinkedQueue<>();
        private final Map<Integer, Integer> byStatus = new ConcurrentHashMap<>();

        Load(World world, List<Ingress> ingresses) {
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
            // An instance has room for some of these at a time, which the others must find free.
            Stream.generate(() -> large).limit(LARGE).forEach(this::post);
            poster.awaitAll();
        }

        private Ingress anyIngress() {
            return ingresses.get(random.nextInt(ingresses.size()));
        }

        private void breakOff(Ingress ingress, HostileWebhook webhook) {
            ingress.isAsked();
            poster.breakOff(ingress.url(), webhook);
            poster.knock(ingress.url());
        }

        private void post(HostileWebhook webhook) {
            var ingress = anyIngress();
            if (!webhook.right().contains(TAKEN)) {
                ingress.isAsked();
            }
            var _ =
                    poster.post(ingress.url(), webhook)
                            .thenAccept(status -> isAnswered(webhook, status));
        }

        private void isAnswered(HostileWebhook webhook, int status) {
            byStatus.merge(status, 1, Integer::sum);
            if (!webhook.right().contains(status)) {
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

    /** What the topics hold since a moment that no customer has caused. */
    private static final class Records {
        /**
         * A customer of the harness; "nobody" writes from number 0. What customers wrote before may
         * still be found in Twilio's list, and recorded once more.
         */
        private static final Pattern CUSTOMER = Pattern.compile("1555(?!0000000)\\d{7}");

        private final List<Mark> marks;

        Records(KafkaAccess kafka) {
            Silence.of(QUIET, () -> written(kafka), PATIENCE);
            marks = Stream.of(Topics.INBOUND, Topics.PROVIDER_STATUSES).map(kafka::mark).toList();
        }

        private static long written(KafkaAccess kafka) {
            return kafka.written(Topics.INBOUND) + kafka.written(Topics.PROVIDER_STATUSES);
        }

        long ofNobody() {
            return marks.stream()
                    .flatMap(mark -> mark.writtenSince().stream())
                    .filter(record -> !CUSTOMER.matcher(record).find())
                    .count();
        }
    }

    /** What the webhook log has got of them since a moment: a bounded number of bounded entries. */
    private static final class RefusedLog {
        private static final String NOT_GENUINE = "\"genuine\":false";
        private static final int PER_SECOND = 10;

        /** Ten seconds' worth at once, and some for what is written late. */
        private static final int SECONDS_BESIDE = 20;

        private static final int MAX_ENTRY_BYTES = 17 * 1024;

        private final Mark mark;
        private final int instances;
        private final long begun = System.nanoTime();

        RefusedLog(KafkaAccess kafka, int instances) {
            mark = kafka.mark(Topics.WEBHOOK_LOG);
            this.instances = instances;
        }

        List<Violation> judge(Map<String, Object> figures) {
            var seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds() + SECONDS_BESIDE;
            var sizes =
                    mark.writtenSince().stream()
                            .filter(entry -> entry.contains(NOT_GENUINE))
                            .mapToLong(entry -> entry.getBytes(StandardCharsets.UTF_8).length)
                            .summaryStatistics();
            figures.put("refused in the log", sizes.getCount());
            figures.put("their bytes", sizes.getSum());
            figures.put("the largest's bytes", Math.max(0, sizes.getMax()));
            return Stream.of(
                            sizes.getCount() <= instances * PER_SECOND * seconds
                                    ? ""
                                    : "has %d refused requests".formatted(sizes.getCount()),
                            sizes.getMax() <= MAX_ENTRY_BYTES
                                    ? ""
                                    : "has an entry of %d bytes".formatted(sizes.getMax()))
                    .filter(what -> !what.isEmpty())
                    .map(what -> violation("webhook-log", what))
                    .toList();
        }
    }

    private static List<Violation> judge(Ingress ingress, LinkedHashMap<String, Object> figures) {
        var counted = ingress.refusedSince();
        var lines = ingress.errorsSince();
        figures.put(ingress.name() + " asked", ingress.asked());
        figures.put(ingress.name() + " has counted refusals", counted);
        figures.put(ingress.name() + " lines of errors", lines);
        return Stream.of(
                        counted == ingress.asked()
                                ? ""
                                : "counted %d of %d".formatted(counted, ingress.asked()),
                        lines == 0 ? "" : lines + " errors in the log",
                        ingress.isReadyWithin(PATIENCE) ? "" : "is not ready")
                .filter(what -> !what.isEmpty())
                .map(what -> violation(ingress.name(), what))
                .toList();
    }

    private static void genuineOnesAreAnswered(World world, Trial trial) {
        for (var channel : Channel.values()) {
            var customer = new Customer(world, trial.journal(), world.newCustomer(channel));
            customer.beginBurst();
            var marker = customer.write().marker();
            trial.sends().awaitAnswers(Set.of(marker), PATIENCE);
        }
    }

    private static Violation violation(String where, String what) {
        return new Violation(RULE, where, what);
    }
}
