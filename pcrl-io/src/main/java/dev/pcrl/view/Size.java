package dev.pcrl.view;

/** Temporary twin of a colleague's. */
public record Size(int x, int y, int z) {}
