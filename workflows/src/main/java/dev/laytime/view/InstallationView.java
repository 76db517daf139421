package dev.laytime.view;

/**
 * {@code GET /api/v1/promotions/installation}: whom statements are signed for.
 *
 * @param id of the installation, which its ledger keeps
 */
public record InstallationView(String id) {}
