package dev.switchboard.operator.setting;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Keys of {@code SECRETS_KEYSET} as the API shows them: their ids alone.
 *
 * @param sealedByOthers sealed keys that none of these has sealed; they do not open
 */
@Schema(name = "KeysInUse")
public record KeysInUseView(List<KeyInUse> keys, int sealedByOthers) {

    /**
     * One key of the keyset.
     *
     * @param primary true for the one that seals
     * @param sealed keys of AI profiles that it has sealed
     */
    @Schema(name = "KeyInUse")
    public record KeyInUse(long id, boolean primary, int sealed) {}
}
