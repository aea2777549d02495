package dev.switchboard.operator.setting;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Result of sealing all keys anew.
 *
 * @param unopened names of AI profiles whose keys do not open and are as they were
 */
@Schema(name = "Reseal")
public record ResealView(int resealed, List<String> unopened) {
    public ResealView {
        unopened = List.copyOf(unopened);
    }
}
