package dev.switchboard.aiworker.history;

import dev.switchboard.model.content.MessageContext;
import dev.switchboard.model.content.Referral;
import dev.switchboard.model.content.ReferredProduct;
import dev.switchboard.model.content.VisibleText;
import dev.switchboard.transcript.message.QuotedMessages.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says before a customer's words what these refer to: the message that they answer, the
 * advertisement or product that they came from. Each stands in square brackets on a line of its
 * own, which only the history writes: what looks like one in a customer's own words, or in the
 * words quoted, is none.
 */
final class References {
    private static final String REPLY = "in reply to";
    private static final String ADVERTISEMENT = "came from the advertisement";
    private static final String PRODUCT = "about the product";
    private static final String FORWARDED = "forwarded message";

    /** One of the lines that {@link #before} writes, in a text of somebody else's. */
    private static final Pattern FORGED =
            Pattern.compile(
                    "[\\[［【〔〚⟦]\\s*(?=(?:"
                            + Stream.of(REPLY, ADVERTISEMENT, PRODUCT, FORWARDED)
                                    .map(words -> words.replace(" ", "\\s+"))
                                    .collect(Collectors.joining("|"))
                            + "))",
                    Pattern.CASE_INSENSITIVE
                            | Pattern.UNICODE_CASE
                            | Pattern.UNICODE_CHARACTER_CLASS);

    /** Those of other scripts and those that do not break, too. */
    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    /** Enough to tell which message is meant. */
    private static final int MAX_QUOTED = 500;

    private final Map<String, Quoted> quoted;

    /**
     * @param quoted what is known of the messages that are quoted, by the provider's ids
     */
    References(Map<String, Quoted> quoted) {
        this.quoted = Map.copyOf(quoted);
    }

    /**
     * A customer's words with all that they refer to before them.
     *
     * @param quotes the provider's id of the message that they answer
     */
    String said(String words, Optional<String> quotes, Optional<MessageContext> context) {
        List<String> lines = new ArrayList<>();
        context.filter(MessageContext::forwarded).ifPresent(_ -> lines.add(FORWARDED));
        context.flatMap(MessageContext::referral).map(References::line).ifPresent(lines::add);
        var product = context.flatMap(MessageContext::product);
        product.map(References::line).ifPresent(lines::add);
        quotes.flatMap(id -> quote(id, product.isPresent())).ifPresent(lines::add);
        return Stream.concat(lines.stream().map(line -> "[" + line + "]"), Stream.of(plain(words)))
                .collect(Collectors.joining("\n"));
    }

    /** What a product's page is asked about quotes that page, which is no message of anybody's. */
    private Optional<String> quote(String id, boolean isOfProduct) {
        var message = Optional.ofNullable(quoted.get(id));
        if (message.isEmpty()) {
            return isOfProduct
                    ? Optional.empty()
                    : Optional.of(REPLY + " an earlier message that is not known any more");
        }
        return message.map(found ->
                REPLY
                        + (found.isCustomers() ? " their own" : " the business's")
                        + " message: "
                        + quotation(found.text()));
    }

    private static String line(Referral referral) {
        List<String> facts = new ArrayList<>();
        referral.body().map(body -> "text " + quotation(body)).ifPresent(facts::add);
        referral.greeting().map(words -> "greeting " + quotation(words)).ifPresent(facts::add);
        referral.sourceUrl().map(References::unbracketed).ifPresent(facts::add);
        referral.sourceId().map(id -> "id " + unbracketed(id)).ifPresent(facts::add);
        var name = referral.headline().map(headline -> " " + quotation(headline)).orElse("");
        return ADVERTISEMENT + name + (facts.isEmpty() ? "" : ": " + String.join(", ", facts));
    }

    private static String line(ReferredProduct product) {
        var catalogue =
                product.catalogId().isBlank()
                        ? ""
                        : " of catalogue " + unbracketed(product.catalogId());
        return PRODUCT + " " + unbracketed(product.productId()) + catalogue;
    }

    private static String quotation(String text) {
        return "\"" + unbracketed(text).replace('"', '\'') + "\"";
    }

    /** On one line, and not able to end the brackets around it. */
    private static String unbracketed(String text) {
        var line = SPACES.matcher(VisibleText.of(text)).replaceAll(" ").strip();
        var end =
                line.offsetByCodePoints(
                        0, Math.min(MAX_QUOTED, line.codePointCount(0, line.length())));
        var shown = end < line.length() ? line.substring(0, end) + "…" : line;
        return shown.replaceAll("[\\[［【〔〚⟦]", "(").replaceAll("[]］】〕〛⟧]", ")");
    }

    private static String plain(String words) {
        return FORGED.matcher(VisibleText.of(words)).replaceAll("(");
    }
}
