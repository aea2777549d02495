package dev.switchboard.system.scenario;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.simulator.webhook.Webhook;
import dev.switchboard.system.webhook.MetaHooks;
import dev.switchboard.system.webhook.ProviderHooks;
import dev.switchboard.system.webhook.TwilioHooks;
import dev.switchboard.system.webhook.WebhookPoster;
import dev.switchboard.system.world.CustomerPhone;
import dev.switchboard.system.world.SubmittedMessage;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Posts customers' messages several times each, at both instances of the ingress. */
final class CopiedWebhooks {
    /** Messages of a customer, about one burst. */
    private static final int MESSAGES_EACH = 10;

    private static final int CUSTOMERS_AT_ONCE = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** A message and its webhook, of which copies are posted. */
    private record Original(CustomerPhone customer, String marker, Webhook webhook) {}

    private final World world;
    private final ScenarioRun run;
    private final WebhookPoster poster;
    private final Random random;
    private final ProviderHooks twilio;
    private final ProviderHooks meta;
    private final List<String> instances;
    private final Set<String> markers = new HashSet<>();
    private int posted;
    private int refused;

    CopiedWebhooks(World world, ScenarioRun run, WebhookPoster poster, Random random) {
        this.world = world;
        this.run = run;
        this.poster = poster;
        this.random = random;
        twilio = new TwilioHooks(world.stack()::env);
        meta = new MetaHooks(world.stack()::env);
        instances = world.instancesOf("ingress").stream().map(world::url).toList();
    }

    Set<String> markers() {
        return Set.copyOf(markers);
    }

    int posted() {
        return posted;
    }

    /** Number of copies that were not answered 200. */
    int refused() {
        return refused;
    }

    /** Posts pairs of copies at the same time, one at each instance. */
    void inPairs(int pairs) {
        for (var originals : blocks(pairs)) {
            var copies = new ArrayList<Copy>();
            for (var original : originals) {
                instances.forEach(ingress -> copies.add(new Copy(original, ingress)));
            }
            post(copies);
        }
    }

    /**
     * Posts three copies each in random order at random instances; some third copies only after all
     * the others.
     */
    void shuffledThrice(int webhooks) {
        var late = new ArrayList<Copy>();
        for (var originals : blocks(webhooks)) {
            var copies = new ArrayList<Copy>();
            for (var original : originals) {
                copies.add(anywhere(original));
                copies.add(anywhere(original));
                (random.nextBoolean() ? copies : late).add(anywhere(original));
            }
            Collections.shuffle(copies, random);
            post(copies);
        }
        Collections.shuffle(late, random);
        post(late);
    }

    private record Copy(Original original, String ingress) {}

    private Copy anywhere(Original original) {
        return new Copy(original, instances.get(random.nextInt(instances.size())));
    }

    private List<List<Original>> blocks(int messages) {
        var blocks = new ArrayList<List<Original>>();
        for (var left = messages; left > 0; left -= CUSTOMERS_AT_ONCE * MESSAGES_EACH) {
            blocks.add(originals(Math.min(left, CUSTOMERS_AT_ONCE * MESSAGES_EACH)));
        }
        return blocks;
    }

    private List<Original> originals(int messages) {
        var originals = new ArrayList<Original>();
        @Nullable CustomerPhone customer = null;
        for (var n = 0; n < messages; n++) {
            if (customer == null || n % MESSAGES_EACH == 0) {
                customer = world.newCustomer(random.nextBoolean() ? Channel.TWILIO : Channel.META);
            }
            originals.add(original(customer, n % MESSAGES_EACH + 1));
        }
        return originals;
    }

    private Original original(CustomerPhone customer, int n) {
        var provider = customer.channel().equals(Channel.TWILIO) ? twilio : meta;
        var marker = customer.marker(1, n);
        var webhook = provider.message(customer, provider.newId(random), marker);
        return new Original(customer, marker, webhook);
    }

    /**
     * Returns when all are answered, which bounds the number of waiting conversations: so the
     * product's speed sets the load.
     */
    private void post(List<Copy> copies) {
        var at = world.clock().instant();
        var responses = new LinkedHashMap<Original, List<CompletableFuture<Integer>>>();
        for (var copy : copies) {
            responses
                    .computeIfAbsent(copy.original(), _ -> new ArrayList<>())
                    .add(poster.post(copy.ingress(), copy.original().webhook()));
        }
        responses.forEach((original, futures) -> {
            var statuses = futures.stream().map(CompletableFuture::join).toList();
            posted += statuses.size();
            refused += (int) statuses.stream().filter(status -> status != 200).count();
            if (markers.add(original.marker())) {
                run.journal()
                        .recordMessage(
                                original.customer(),
                                original.marker(),
                                1,
                                false,
                                at,
                                world.clock().instant(),
                                new SubmittedMessage(original.webhook().id(), statuses));
            }
        });
        var written = responses.keySet().stream().map(Original::marker).collect(Collectors.toSet());
        run.sends().awaitAnswers(written, TIMEOUT);
    }
}
