package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * An image that stays for as long as the object is there.
 *
 * @param image as it is called in its stage
 * @param reason for who reads it later
 * @param until the last instant that it holds; null for always
 * @param suspend whether it does nothing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.image)",
    message = "image: expected which image stays, as in registry.example.com/team/app:1.2")
@ValidationRule(
    value = "has(self.reason)",
    message = "reason: expected why the image stays, for who reads it later")
public record PinSpec(
    @Size(max = 800)
        @ValidationRule(
            value =
                "self.matches('^[^/@[:space:]]+(/[^/@:[:space:]]+)+(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?"
                    + "(@sha(256:[a-f0-9]{64}|512:[a-f0-9]{128}))?$') &&"
                    + " self.matches('(:[A-Za-z0-9_][A-Za-z0-9_.-]*|@sha[0-9]+:[a-f0-9]+)$')",
            message =
                "image: expected HOST/REPOSITORY with :TAG or @DIGEST, as in"
                    + " registry.example.com/team/app:1.2")
        @JsonPropertyDescription(
            "The image that stays, as it is called in its stage: HOST/REPOSITORY:TAG, @DIGEST or"
                + " both")
        @Nullable String image,
    @Size(max = 1000)
        @ValidationRule(
            value = "self.matches('[^[:space:]]')",
            message = "reason: expected why the image stays, for who reads it later")
        @JsonPropertyDescription("Why it stays, for who reads it later")
        @Nullable String reason,
    @Size(max = 40)
        @ValidationRule(value = Forms.INSTANT, message = "until: " + Forms.AN_INSTANT)
        @JsonPropertyDescription("The last instant that it holds; without it, it holds always")
        @Nullable String until,
    @JsonPropertyDescription("With true the pin holds nothing, as if it were not there")
        @Nullable Boolean suspend) {}
