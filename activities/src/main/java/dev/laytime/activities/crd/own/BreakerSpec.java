package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The bounds to what leaves a repository without a person's word.
 *
 * @param images null for 50
 * @param percent null for 30
 * @param window null for a day
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BreakerSpec(
    @ValidationRule(
            value = "self >= 1 && self <= 1000000",
            message = "breaker.images: expected a number of 1 or more")
        @JsonPropertyDescription("At most so many images within the window (default: 50)")
        @Nullable Integer images,
    @ValidationRule(
            value = "self >= 1 && self <= 100",
            message = "breaker.percent: expected a number from 1 to 100")
        @JsonPropertyDescription(
            "At most so many percent of a repository of ten images or more (default: 30)")
        @Nullable Integer percent,
    @Size(max = 20)
        @ValidationRule(value = Forms.TIME, message = "breaker.window: " + Forms.A_TIME)
        @JsonPropertyDescription("The time that they are counted in (default: 24h)")
        @Nullable String window) {}
