package dev.laytime.activity;

/** A removal to be asked back. */
public record WithdrawOrder(String repository, String requestId) {}
