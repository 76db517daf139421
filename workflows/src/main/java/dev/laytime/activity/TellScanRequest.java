package dev.laytime.activity;

/** A published scan whose differences are to be told. */
public record TellScanRequest(String source, long number) {}
