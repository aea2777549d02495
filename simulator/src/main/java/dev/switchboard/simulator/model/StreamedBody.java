package dev.switchboard.simulator.model;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Body that is written piece by piece, with a chunk of the answer in each. */
record StreamedBody(String contentType, List<Buffer> pieces) {
    StreamedBody {
        pieces = List.copyOf(pieces);
    }
}
