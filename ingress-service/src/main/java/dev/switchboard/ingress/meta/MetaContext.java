package dev.switchboard.ingress.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.model.content.MessageContext;
import dev.switchboard.model.content.Referral;
import dev.switchboard.model.content.ReferredProduct;
import java.util.Optional;
import java.util.stream.Stream;

/** What a Meta message refers to, from its {@code context} and {@code referral}. */
final class MetaContext {
    private MetaContext() {}

    static Optional<MessageContext> of(JsonNode message) {
        var context = message.path("context");
        return MessageContext.of(
                context.path("forwarded").asBoolean()
                        || context.path("frequently_forwarded").asBoolean(),
                product(context.path("referred_product")),
                referral(message.path("referral")));
    }

    private static Optional<ReferredProduct> product(JsonNode product) {
        return MetaNodes.text(product, "product_retailer_id")
                .map(id ->
                        new ReferredProduct(MetaNodes.text(product, "catalog_id").orElse(""), id));
    }

    private static Optional<Referral> referral(JsonNode referral) {
        var media =
                Stream.of("image_url", "video_url", "thumbnail_url")
                        .flatMap(name -> MetaNodes.text(referral, name).stream())
                        .findFirst();
        return referral.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Referral(
                                MetaNodes.text(referral, "headline"),
                                MetaNodes.text(referral, "body"),
                                MetaNodes.text(referral, "source_type"),
                                MetaNodes.text(referral, "source_id"),
                                MetaNodes.text(referral, "source_url"),
                                MetaNodes.text(referral, "ctwa_clid"),
                                media,
                                MetaNodes.text(referral.path("welcome_message"), "text")));
    }
}
