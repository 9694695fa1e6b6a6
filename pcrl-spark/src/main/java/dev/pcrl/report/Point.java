package dev.pcrl.report;

/** A number over steps, at one of them. */
record Point(double x, double y) {}
