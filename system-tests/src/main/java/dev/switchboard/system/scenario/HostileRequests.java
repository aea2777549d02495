package dev.switchboard.system.scenario;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.system.guarantee.Guarantee;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.kafka.KafkaAccess;
import dev.switchboard.system.traffic.Customer;
import dev.switchboard.system.webhook.HostileWebhooks;
import dev.switchboard.system.webhook.WebhookPoster;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Malformed, oversized and wrongly signed requests at the webhooks' addresses, many large ones at
 * once, some that break off, and connections that are reset without a word: each request is refused
 * with the right status and counted, none leaves a record or an error in the log, and genuine
 * webhooks are answered all the while.
 */
public final class HostileRequests implements Scenario {
    private static final String RULE = "HostileWebhooksRefused";
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
            Silence.of(QUIET, () -> records(kafka), PATIENCE);
            var recordsBefore = records(kafka);
            var ingresses =
                    world.instancesOf("ingress").stream()
                            .map(it -> new Ingress(world, it))
                            .toList();
            var requests = scale.count(1_500, 10_000);

            var violations = new ArrayList<Violation>(post(world, ingresses, requests, figures));

            figures.put("records written", records(kafka) - recordsBefore);
            if (records(kafka) != recordsBefore) {
                violations.add(violation("records", "hostile webhooks have left records"));
            }
            ingresses.forEach(ingress -> violations.addAll(judge(ingress, figures)));
            genuineOnesAreAnswered(world, trial);
            return trial.verdict(figures, Guarantee.all(), violations);
        }
    }

    private static long records(KafkaAccess kafka) {
        return kafka.written(Topics.INBOUND) + kafka.written(Topics.PROVIDER_STATUSES);
    }

    private static List<Violation> post(
            World world,
            List<Ingress> ingresses,
            int requests,
            LinkedHashMap<String, Object> figures) {
        var violations = new ConcurrentLinkedQueue<Violation>();
        var byStatus = new ConcurrentHashMap<Integer, Integer>();
        var random = world.random("hostile webhooks");
        var hostile = new HostileWebhooks(random, world.stack()::env);
        try (var poster = new WebhookPoster()) {
            var large = hostile.large();
            for (var n = 0; n < BROKEN_OFF; n++) {
                var ingress = ingresses.get(random.nextInt(ingresses.size()));
                ingress.isAsked();
                poster.breakOff(ingress.url(), large);
                poster.knock(ingress.url());
            }
            for (var n = 0; n < requests + LARGE; n++) {
                var webhook = n < requests ? hostile.next() : large;
                var ingress = ingresses.get(random.nextInt(ingresses.size()));
                ingress.isAsked();
                var _ =
                        poster.post(ingress.url(), webhook)
                                .thenAccept(status -> {
                                    byStatus.merge(status, 1, Integer::sum);
                                    if (!webhook.right().contains(status)) {
                                        violations.add(
                                                violation(
                                                        webhook.kind(), "was answered " + status));
                                    }
                                });
            }
            poster.awaitAll();
        }
        figures.put("hostile webhooks", requests);
        figures.put("large ones at once", LARGE);
        figures.put("broken off", BROKEN_OFF);
        figures.put("connections reset", BROKEN_OFF);
        figures.put("by status", new TreeMap<>(byStatus));
        return List.copyOf(violations);
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
                        ingress.isReady() ? "" : "is not ready")
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
