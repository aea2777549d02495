package dev.switchboard.operator;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** General part of the OpenAPI document: description, tags and security schemes. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Switchboard",
                        version = "v1",
                        description =
                                "Take a conversation over from the AI, write to the customer, hand"
                                    + " it back, read its messages. Every error is a problem as in"
                                    + " RFC 9457, with the field it is about.",
                        license =
                                @License(
                                        name = "Apache-2.0",
                                        url = "https://www.apache.org/licenses/LICENSE-2.0.txt")),
        tags = {
            @Tag(name = "Handoff", description = "takeover, handback and operators' messages"),
            @Tag(name = "Conversations", description = "conversations and their messages"),
            @Tag(name = "AI", description = "the AI's switch, for administrators"),
            @Tag(name = "Parts", description = "parts that did not arrive"),
            @Tag(
                    name = "AI settings",
                    description = "profiles, personas and texts, for administrators"),
            @Tag(name = "Repair", description = "dead letters and webhooks, for administrators"),
            @Tag(name = "Service", description = "health and figures")
        },
        security = {@SecurityRequirement(name = "bearer"), @SecurityRequirement(name = "apiKey")})
@SecurityScheme(
        securitySchemeName = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "the token of SWITCHBOARD_API_TOKEN")
@SecurityScheme(
        securitySchemeName = "apiKey",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        apiKeyName = "X-API-Key",
        description = "the same token")
public class OperatorApplication extends Application {}
