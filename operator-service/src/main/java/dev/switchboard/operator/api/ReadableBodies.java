package dev.switchboard.operator.api;

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
 * Refuses texts in request bodies that the database cannot store; sanitizes text pasted from
 * documents.
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
            var text =
                    RequestText.sanitize(StringDeserializer.instance.deserialize(parser, context));
            if (!RequestText.isReadable(text)) {
                throw new UnreadableTextException(parser);
            }
            return text;
        }
    }

    /** Thrown for a text with control characters; its path names the field. */
    static final class UnreadableTextException extends MismatchedInputException {
        private static final long serialVersionUID = 1L;

        UnreadableTextException(JsonParser parser) {
            super(parser, "control characters", String.class);
        }
    }
}
