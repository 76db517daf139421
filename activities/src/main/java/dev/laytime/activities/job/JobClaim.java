package dev.laytime.activities.job;

/**
 * What a Job is known by that may have been made before, by a worker of another version or with
 * other images.
 *
 * @param asked what its annotation {@link JobRequest#ASKED} says
 * @param attempt what its annotation {@link JobRequest#ATTEMPT} says where its failure counts
 * @param secret for one whose maker died before it gave it that
 */
public record JobClaim(
    String namespace, String name, String kind, String asked, String attempt, SecretFiles secret) {}
