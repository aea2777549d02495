package dev.switchboard.channels.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.common.content.MessageContext;
import dev.switchboard.common.content.Referral;
import dev.switchboard.common.content.ReferredProduct;
import java.util.Optional;
import java.util.stream.Stream;

/** Parses a Meta message's context from its {@code context} and {@code referral}. */
final class MetaContextParser {
    private MetaContextParser() {}

    static Optional<MessageContext> of(JsonNode message) {
        var context = message.path("context");
        return new MessageContext(
                        context.path("forwarded").asBoolean()
                                || context.path("frequently_forwarded").asBoolean(),
                        product(context.path("referred_product")),
                        referral(message.path("referral")))
                .unlessEmpty();
    }

    private static Optional<ReferredProduct> product(JsonNode product) {
        return MetaJson.text(product, "product_retailer_id")
                .map(id ->
                        new ReferredProduct(MetaJson.text(product, "catalog_id").orElse(""), id));
    }

    private static Optional<Referral> referral(JsonNode referral) {
        var media =
                Stream.of("image_url", "video_url", "thumbnail_url")
                        .flatMap(name -> MetaJson.text(referral, name).stream())
                        .findFirst();
        return referral.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Referral(
                                MetaJson.text(referral, "headline"),
                                MetaJson.text(referral, "body"),
                                MetaJson.text(referral, "source_type"),
                                MetaJson.text(referral, "source_id"),
                                MetaJson.text(referral, "source_url"),
                                MetaJson.text(referral, "ctwa_clid"),
                                media,
                                MetaJson.text(referral.path("welcome_message"), "text")));
    }
}
