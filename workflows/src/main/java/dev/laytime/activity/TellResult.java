package dev.laytime.activity;

/** How many lives were told something. */
public record TellResult(int told) {}
