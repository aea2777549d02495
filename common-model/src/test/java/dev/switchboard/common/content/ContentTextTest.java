package dev.switchboard.common.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContentTextTest {

    @Test
    void customersOwnTextIsUsed() {
        // Given
        var picture =
                new MediaRef(
                        MediaKind.IMAGE,
                        "id-1",
                        Optional.of("image/jpeg"),
                        Optional.empty(),
                        Optional.empty());

        // When
        var texts =
                List.of(
                        ContentText.of(new Content.Text("hello")),
                        ContentText.of(new Content.Media(List.of(picture), Optional.of("my cat"))),
                        ContentText.of(
                                new Content.Choice(
                                        ChoiceKind.BUTTON, "yes-1", "Yes", Optional.empty())));

        // Then
        assertThat(texts).containsExactly("hello", "[image] my cat", "Yes");
    }

    @Test
    void contentWithoutTextIsDescribed() {
        // When
        var texts =
                List.of(
                        ContentText.of(
                                new Content.Location(
                                        52.5, 13.4, Optional.of("Office"), Optional.empty())),
                        ContentText.of(new Content.Reaction("wamid.1", Optional.empty())),
                        ContentText.of(
                                new Content.Unsupported(Optional.of("poll"), Optional.empty())));

        // Then
        assertThat(texts)
                .containsExactly(
                        "[location: Office (52.5, 13.4)]",
                        "[reaction removed]",
                        "[unsupported: poll]");
    }

    /** Forms are JSON of any shape: any names, lists, nested objects. */
    @ParameterizedTest
    @MethodSource("forms")
    void answersOfAFormAreWrittenOut(String json, String text) {
        // Given
        var form = new Content.Choice(ChoiceKind.FORM, "flow", "Sent", Optional.of(json));

        // Then
        assertThat(ContentText.of(form)).isEqualTo(text);
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                arguments(
                        "{\"visit_date\":\"2026-12-01\",\"guests\":4,\"flow_token\":\"secret\"}",
                        "[form sent: visit_date: 2026-12-01; guests: 4]"),
                arguments(
                        "{\"extras\":[\"dog\",\"baby"
                                + " chair\"],\"window\":true,\"note\":null,\"none\":[]}",
                        "[form sent: extras: dog, baby chair; window: true]"),
                arguments(
                        "{\"address\":{\"city\":\"Lisbon\",\"zip\":\"1100\"},"
                                + "\"kids\":[{\"age\":3},{\"age\":5}]}",
                        "[form sent: address.city: Lisbon; address.zip: 1100;"
                                + " kids[1].age: 3; kids[2].age: 5]"),
                arguments(
                        "{\"budget\":12300000.0,\"price\":12.50,\"sizes\":[1.0E7,2],"
                                + "\"id\":90071992547409931234}",
                        "[form sent: budget: 12300000.0; price: 12.50; sizes: 10000000, 2;"
                                + " id: 90071992547409931234]"),
                arguments("{\"far\":1e999999}", "[form sent: far: 1E+999999]"),
                arguments("{\"beyond\":1e99999999999}", "[form sent: {\"beyond\":1e99999999999}]"),
                arguments(
                        "{\"step\":{\"flow_token\":\"secret\",\"day\":\"Monday\"},"
                                + "\"all\":[{\"flow_token\":\"secret\"}]}",
                        "[form sent: step.day: Monday]"),
                arguments("{}", "[form sent]"),
                arguments("\"tomorrow\"", "[form sent: tomorrow]"),
                arguments("{\"visit_date\":\"2026", "[form sent: {\"visit_date\":\"2026]"),
                arguments("visit tomorrow", "[form sent: visit tomorrow]"));
    }

    @Test
    void formsOwnNameAndTitleAreIncluded() {
        assertThat(
                        ContentText.of(
                                new Content.Choice(
                                        ChoiceKind.FORM,
                                        "address_message",
                                        "My address",
                                        Optional.of("{\"city\":\"Lisbon\"}"))))
                .isEqualTo("[form address_message sent: city: Lisbon] My address");
        assertThat(
                        ContentText.of(
                                new Content.Choice(ChoiceKind.FORM, "flow", "", Optional.empty())))
                .isEqualTo("[form sent]");
    }

    @Test
    void orderIsDescribedItemByItem() {
        // Given
        var order =
                new Content.Order(
                        "c1",
                        Optional.of("please fast"),
                        List.of(
                                new OrderItem("sku-1", 2, "19.99", "EUR"),
                                new OrderItem("sku-2", 0, "", "")));

        // Then
        assertThat(ContentText.of(order))
                .isEqualTo("[order: 2 × sku-1 at 19.99 EUR each; sku-2; catalogue c1] please fast");
    }

    @Test
    void contactIsDescribedWithEveryNumberAndDetail() {
        // Given
        var contacts =
                new Content.Contacts(
                        List.of(
                                new ContactCard(
                                        "Rui Costa",
                                        List.of("+351 910 000 000", "+351 910 000 001"),
                                        List.of("rui@example.org", "Costa & Filhos")),
                                new ContactCard("", List.of("+351 910 000 002"))));

        // Then
        assertThat(ContentText.of(contacts))
                .isEqualTo(
                        "[contacts: Rui Costa, +351 910 000 000, +351 910 000 001,"
                                + " rui@example.org, Costa & Filhos; +351 910 000 002]");
    }

    @Test
    void locationIsDescribedWithNameAddressLinkAndDegrees() {
        assertThat(
                        ContentText.of(
                                new Content.Location(
                                        0,
                                        -46.6565,
                                        Optional.of("MASP"),
                                        Optional.of("Av. Paulista 1578"),
                                        Optional.of("https://masp.example"))))
                .isEqualTo(
                        "[location: MASP, Av. Paulista 1578, https://masp.example (0.0,"
                                + " -46.6565)]");
    }

    @Test
    void choiceIsDescribedByItsTitleAndDescription() {
        assertThat(
                        ContentText.of(
                                new Content.Choice(
                                        ChoiceKind.LIST_ROW,
                                        "priority",
                                        "Priority Mail",
                                        Optional.empty(),
                                        Optional.of("Next day"))))
                .isEqualTo("Priority Mail (Next day)");
        assertThat(
                        ContentText.of(
                                new Content.Choice(
                                        ChoiceKind.BUTTON, "yes-1", " ", Optional.empty())))
                .isEqualTo("yes-1");
    }

    @Test
    void noticeWithoutBodyIsDescribedByItsType() {
        assertThat(ContentText.of(new Content.Notice("request_welcome", "")))
                .isEqualTo("[request_welcome]");
    }
}
