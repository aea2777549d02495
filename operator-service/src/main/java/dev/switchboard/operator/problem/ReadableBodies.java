package dev.switchboard.operator.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Refuses texts in the body of any call that hold what the database cannot; mends what documents
 * leave in a text that is pasted out of them.
 */
@Singleton
public final class ReadableBodies implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(
                new SimpleModule("readable-bodies").addDeserializer(String.class, new Text()));
    }

    private static final class Text extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1L;

        Text() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            var text = RequestText.pasted(StringDeserializer.instance.deserialize(parser, context));
            if (!RequestText.isReadable(text)) {
                throw new UnreadableTextException(parser);
            }
            return text;
        }
    }

    /** A text of the body holds control characters; its path says which. */
    static final class UnreadableTextException extends MismatchedInputException {
        private static final long serialVersionUID = 1L;

        UnreadableTextException(JsonParser parser) {
            super(parser, "control characters", String.class);
        }
    }
}
