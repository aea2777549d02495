package dev.switchboard.aiworker.history;

import dev.switchboard.common.content.MessageContext;
import dev.switchboard.common.content.Referral;
import dev.switchboard.common.content.ReferredProduct;
import dev.switchboard.common.content.VisibleText;
import dev.switchboard.transcript.message.QuotedMessages.Quoted;
import dev.switchboard.transcript.message.SenderType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts before a customer's text the references of its message: the message that it answers, the
 * advertisement or product that it came from. Each is a line of its own in square brackets, which
 * only the history writes: a forged one in a customer's own text, or in a quoted text, is defused.
 */
final class References {
    private static final String REPLY = "in reply to";
    private static final String ADVERTISEMENT = "came from the advertisement";
    private static final String PRODUCT = "about the product";
    private static final String FORWARDED = "forwarded message";

    /** Beginning of a reference line in a text that the history has not written. */
    private static final Pattern FORGED_REFERENCE =
            Pattern.compile(
                    "[\\[［【〔〚⟦]\\s*(?=(?:"
                            + Stream.of(REPLY, ADVERTISEMENT, PRODUCT, FORWARDED)
                                    .map(prefix -> prefix.replace(" ", "\\s+"))
                                    .collect(Collectors.joining("|"))
                            + "))",
                    Pattern.CASE_INSENSITIVE
                            | Pattern.UNICODE_CASE
                            | Pattern.UNICODE_CHARACTER_CLASS);

    /** Includes spaces of other scripts and no-break spaces. */
    private static final Pattern WHITESPACE =
            Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    /** Enough to identify the message. */
    private static final int MAX_QUOTED_CHARACTERS = 500;

    private final Map<String, Quoted> quoted;

    /**
     * @param quoted the known messages among those quoted, by the provider's ids
     */
    References(Map<String, Quoted> quoted) {
        this.quoted = Map.copyOf(quoted);
    }

    /**
     * A customer's text with its reference lines before it.
     *
     * @param quotes the provider's id of the message that the text answers
     */
    String withReferences(String text, @Nullable String quotes, @Nullable MessageContext context) {
        List<String> lines = new ArrayList<>();
        var isOfProduct = context != null && context.product().isPresent();
        if (context != null) {
            if (context.forwarded()) {
                lines.add(FORWARDED);
            }
            context.referral().map(References::line).ifPresent(lines::add);
            context.product().map(References::line).ifPresent(lines::add);
        }
        if (quotes != null) {
            quote(quotes, isOfProduct).ifPresent(lines::add);
        }
        return Stream.concat(
                        lines.stream().map(line -> "[" + line + "]"), Stream.of(sanitized(text)))
                .collect(Collectors.joining("\n"));
    }

    /** A message about a product quotes the product's page, which nobody sent as a message. */
    private Optional<String> quote(String id, boolean isOfProduct) {
        var message = Optional.ofNullable(quoted.get(id));
        if (message.isEmpty()) {
            return isOfProduct
                    ? Optional.empty()
                    : Optional.of(REPLY + " an earlier message that is not known any more");
        }
        return message.map(found ->
                REPLY
                        + (found.sender() == SenderType.CUSTOMER ? " their own" : " the business's")
                        + " message: "
                        + quotation(found.text()));
    }

    private static String line(Referral referral) {
        List<String> facts = new ArrayList<>();
        referral.body().map(body -> "text " + quotation(body)).ifPresent(facts::add);
        referral.greeting()
                .map(greeting -> "greeting " + quotation(greeting))
                .ifPresent(facts::add);
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
        var line = WHITESPACE.matcher(VisibleText.of(text)).replaceAll(" ").strip();
        var end =
                line.offsetByCodePoints(
                        0, Math.min(MAX_QUOTED_CHARACTERS, line.codePointCount(0, line.length())));
        var shown = end < line.length() ? line.substring(0, end) + "…" : line;
        return shown.replaceAll("[\\[［【〔〚⟦]", "(").replaceAll("[]］】〕〛⟧]", ")");
    }

    private static String sanitized(String text) {
        return FORGED_REFERENCE.matcher(VisibleText.of(text)).replaceAll("(");
    }
}
