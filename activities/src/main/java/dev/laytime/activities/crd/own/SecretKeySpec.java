package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * A key of a Secret in the object's own namespace.
 *
 * @param name of the Secret
 * @param key in it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.name) && has(self.key)",
    message = "secretRef: expected name and key of a Secret in this namespace")
public record SecretKeySpec(
    @Size(max = 253)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            message = "secretRef.name: expected the name of a Secret in this namespace")
        @JsonPropertyDescription("The name of a Secret in the object's own namespace")
        @Nullable String name,
    @Size(max = 253)
        @ValidationRule(
            value = "self.matches('^[-._a-zA-Z0-9]+$')",
            message = "secretRef.key: expected a key of the Secret")
        @JsonPropertyDescription("The key of the Secret that is read")
        @Nullable String key) {}
