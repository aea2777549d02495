package dev.switchboard.common.content;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * References of a message other than the message it quotes.
 *
 * @param forwarded true if the customer forwarded somebody's message, so that the text may not be
 *     their own
 * @param product the product of the business's catalogue from which the customer wrote
 * @param referral the advertisement or post from which they came
 */
public record MessageContext(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean forwarded,
        Optional<ReferredProduct> product,
        Optional<Referral> referral) {

    /** Returns the context, or empty if it has no content. */
    public Optional<MessageContext> unlessEmpty() {
        return Optional.of(this)
                .filter(_ -> forwarded || product.isPresent() || referral.isPresent());
    }
}
