package dev.switchboard.operator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.transcript.ownership.Ownership.Owner;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterConvertersTest {

    /** Has parameters as a resource has them. */
    private interface Call {
        void call(
                @QueryParam("limit") int limit,
                @QueryParam("from") Instant from,
                @QueryParam("replayed") Boolean replayed,
                @QueryParam("holder") Owner holder,
                @QueryParam("q") String text);
    }

    @ParameterizedTest
    @CsvSource({
        "limit,    ' 7 ',                     7",
        "from,     2026-11-20T09:00:00+01:00, 2026-11-20T08:00:00Z",
        "replayed, TRUE,                      true",
        "holder,   Operator,                  OPERATOR",
        "q,        ' ana lima ',              ana lima",
    })
    void valueIsReadInAnyCaseAndWithoutTheSpaceAroundIt(String name, String text, String value) {
        assertThat(converter(name).fromString(text)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "replayed", "q"})
    void blankIsTheSameAsAbsent(String name) {
        assertThat(converter(name).fromString(" ")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "limit,    ''",
        "limit,    ten",
        "from,     yesterday",
        "from,     +999999999-12-31T23:59:59Z",
        "replayed, maybe",
        "holder,   nobody",
        "holder,   ''",
    })
    void valueThatCannotBeReadIsRefusedWithTheParametersName(String name, String text) {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> converter(name).fromString(text))
                .havingCause()
                .isInstanceOfSatisfying(
                        RefusedRequest.class,
                        refused -> {
                            assertThat(refused.problem().field()).hasValue(name);
                            assertThat(refused.problem().detail()).startsWith(name + " must be ");
                        });
    }

    private static ParamConverter<?> converter(String name) {
        return Stream.of(Call.class.getDeclaredMethods()[0].getParameters())
                .filter(it -> it.getAnnotationsByType(QueryParam.class)[0].value().equals(name))
                .map(it ->
                        new ParameterConverters()
                                .getConverter(
                                        it.getType(),
                                        it.getParameterizedType(),
                                        it.getAnnotations()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }
}
