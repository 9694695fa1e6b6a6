package dev.pcrl.job;

import java.io.Serializable;

/**
 * A file that could not be used: a line of {@code quarantine.jsonl}.
 *
 * @param file its URI
 * @param place where in it
 * @param reason what is wrong there
 */
record Quarantined(String file, String place, String reason) implements Serializable {}
