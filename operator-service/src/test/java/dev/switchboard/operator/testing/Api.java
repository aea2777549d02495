package dev.switchboard.operator.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** Calls the service as an authorised client does. */
public final class Api {
    public static final String TOKEN = "token-of-the-tests";
    private static final String OPERATOR_TOKEN = "operators-token-of-the-tests";

    private Api() {}

    public static Response post(String path, Map<String, ?> body) {
        return authorised().contentType(ContentType.JSON).body(body).post(path);
    }

    public static Response postText(String path, String body) {
        return authorised().contentType(ContentType.JSON).body(body).post(path);
    }

    public static Response get(String path, Object... arguments) {
        return authorised().get(path, arguments);
    }

    /** A client with the operators' token, who is no administrator. */
    public static RequestSpecification asOperator() {
        return given().header("Authorization", "Bearer " + OPERATOR_TOKEN);
    }

    public static RequestSpecification authorised() {
        return given().header("Authorization", "Bearer " + TOKEN);
    }
}
