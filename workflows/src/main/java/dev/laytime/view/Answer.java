package dev.laytime.view;

/**
 * What became of a wish, for people. A refusal is an RFC 9457 problem instead, with a {@code
 * detail} and a {@code hint}.
 */
public record Answer(String text) {}
