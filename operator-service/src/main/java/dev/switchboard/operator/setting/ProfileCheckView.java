package dev.switchboard.operator.setting;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Outcome of an AI profile's check.
 *
 * @param status ok: the model takes the key, its name and the request; refused: the provider or the
 *     profile's own values do not allow it; unreachable: no usable response; no-price: it answers,
 *     and its calls count by the price of another model (AI_PRICE_UNKNOWN)
 * @param code the cause for which there was no text
 * @param millis time until the response
 * @param model name of the model that was asked
 */
@Schema(name = "AiProfileCheck")
public record ProfileCheckView(
        @Schema(enumeration = {"ok", "refused", "unreachable", "no-price"}) String status,
        @Schema(examples = "ACCOUNT_REFUSED") Optional<String> code,
        @Schema(examples = "420") long millis,
        @Schema(examples = "gemini-2.5-flash") Optional<String> model) {}
