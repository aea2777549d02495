package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.record.Echoed;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.traffic.Customer;
import dev.switchboard.system.world.CustomerLine;
import dev.switchboard.system.world.Waiting;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Customers who never pause for as long as the quiet window. */
final class Typists {
    /**
     * What the way through the product may take on a busy machine; shorter than what somebody who
     * types on would wait for longer without the cap.
     */
    private static final Duration MARGIN = Duration.ofSeconds(7);

    /** How long a message may be on its way to the buffer. */
    private static final Duration LAG = Duration.ofSeconds(1);

    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_IN_A_TURN = 20;

    private final World world;
    private final Trial trial;
    private final Duration longest;
    private final Duration thinking;
    private final ConcurrentLinkedQueue<Duration> waits = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Violation> violations = new ConcurrentLinkedQueue<>();

    /** How fast somebody types, and so which cap comes first; the second turn comes well later. */
    enum Haste {
        /** 20 messages come before 10 s are over. */
        TO_THE_MOST_MESSAGES(Duration.ofMillis(400), 39),
        /** 10 s are over before 20 messages come. */
        TO_THE_LONGEST_WAIT(Duration.ofMillis(900), 20);

        private final Duration every;
        private final int messages;

        Haste(Duration every, int messages) {
            this.every = every;
            this.messages = messages;
        }
    }

    /**
     * @param longest how long the first message waits for its turn
     * @param thinking how long the model takes
     */
    Typists(World world, Trial trial, Duration longest, Duration thinking) {
        this.world = world;
        this.trial = trial;
        this.longest = longest;
        this.thinking = thinking;
    }

    /** Returns once all of it is answered, or has not been for too long. */
    void type(CustomerLine line, Haste haste) {
        var customer = new Customer(world, trial.journal(), line);
        var messages = new ArrayList<Journal.Message>();
        for (var n = 0; n < haste.messages; n++) {
            // The product decides where a burst ends: none is expected to be whole.
            customer.beginBurst();
            messages.add(customer.write());
            Waiting.pass(haste.every);
        }
        var promised = messages.stream().filter(Journal.Message::promised).toList();
        trial.sends()
                .awaitAnswers(
                        promised.stream().map(Journal.Message::marker).collect(Collectors.toSet()),
                        ANSWER_PATIENCE);
        if (promised.size() == messages.size()) {
            judge(line, messages);
        }
    }

    private void judge(CustomerLine line, List<Journal.Message> messages) {
        var first =
                trial.sends().all().stream()
                        .filter(send -> send.to().equals(line.phone()) && send.tookEffect())
                        .findFirst();
        if (first.isEmpty()) {
            violations.add(violation(line, "was never answered"));
            return;
        }
        judgeWait(line, messages.getFirst(), first.get());
        judgeTurn(line, messages, first.get());
    }

    private void judgeWait(CustomerLine line, Journal.Message message, Send answer) {
        var answered = world.clockDifference().earliest(answer.startedAt());
        var wait = Duration.between(message.told(), answered);
        waits.add(wait);
        if (wait.compareTo(longest.plus(thinking).plus(MARGIN)) > 0) {
            violations.add(violation(line, "was answered after %d ms".formatted(wait.toMillis())));
        }
    }

    /** A turn without all that came before its cap would have broken a burst. */
    private void judgeTurn(CustomerLine line, List<Journal.Message> messages, Send answer) {
        var answered = Echoed.read(answer.body()).map(Echoed::markers).orElse(List.of());
        var cap = messages.getFirst().at().plus(longest).minus(LAG);
        var missing =
                withoutPause(messages).stream()
                        .limit(MOST_IN_A_TURN)
                        .takeWhile(message -> message.told().isBefore(cap))
                        .filter(message -> !answered.contains(message.marker()))
                        .count();
        if (missing > 0) {
            violations.add(
                    violation(line, "the first answer lacks %d messages".formatted(missing)));
        }
    }

    /**
     * What was written before the first pause that may have ended the burst: a machine may stall.
     */
    private static List<Journal.Message> withoutPause(List<Journal.Message> messages) {
        for (var n = 1; n < messages.size(); n++) {
            if (messages.get(n - 1).longestTo(messages.get(n)).compareTo(QUIET) >= 0) {
                return messages.subList(0, n);
            }
        }
        return messages;
    }

    private static Violation violation(CustomerLine line, String what) {
        return new Violation("AnsweredAtTheCap", line.name(), what);
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    Map<String, Object> figures() {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("a tireless typist's wait for the answer", Spread.of(waits));
        return figures;
    }
}
