package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * A Git repository of manifests.
 *
 * @param url where it is fetched from
 * @param branch null for {@code main}
 * @param path the directory of manifests within it; null for all
 * @param username with {@code secretRef}, or neither
 * @param secretRef where that user's password or token is
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.url)",
    message = "git.url: expected where to fetch from, as in https://git.example.com/apps.git")
@ValidationRule(
    value = "has(self.username) == has(self.secretRef)",
    message = "git: expected username and secretRef, or neither")
public record GitSpec(
    @Size(max = 1000)
        @ValidationRule(
            value = "self.matches('^https://[^/@?#[:space:]]+/[^@?#[:space:]]*$')",
            message = "git.url: expected https://HOST/PATH without credentials in it")
        @JsonPropertyDescription("Where it is fetched from: https, without credentials in it")
        @Nullable String url,
    @Size(max = 250)
        @ValidationRule(
            value = "self.matches('^[^[:space:]]+$')",
            message = "git.branch: expected a branch's name, as in main")
        @JsonPropertyDescription("The branch (default: main)")
        @Nullable String branch,
    @Size(max = 500)
        @ValidationRule(
            value = "!self.startsWith('/') && !self.matches('(^|/)[.][.](/|$)')",
            message = "git.path: expected a directory within the repository")
        @JsonPropertyDescription("The directory of manifests in it; without it, all")
        @Nullable String path,
    @Size(max = 253)
        @ValidationRule(value = "self.size() > 0", message = "git.username: expected a user's name")
        @JsonPropertyDescription("Whom it is asked as; with secretRef, or neither")
        @Nullable String username,
    @JsonPropertyDescription("The key of a Secret that is that user's password or token")
        @Nullable SecretKeySpec secretRef) {}
