package dev.switchboard.model.content;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * What a message refers to, beside the message that it quotes.
 *
 * @param forwarded whether the customer passes on somebody's message, so that the words may not be
 *     their own
 * @param product what they were looking at in the business's catalogue when they wrote
 * @param referral the advertisement or post from which they came
 */
public record MessageContext(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean forwarded,
        Optional<ReferredProduct> product,
        Optional<Referral> referral) {

    /** The context, where it says anything. */
    public static Optional<MessageContext> of(
            boolean forwarded, Optional<ReferredProduct> product, Optional<Referral> referral) {
        return forwarded || product.isPresent() || referral.isPresent()
                ? Optional.of(new MessageContext(forwarded, product, referral))
                : Optional.empty();
    }
}
