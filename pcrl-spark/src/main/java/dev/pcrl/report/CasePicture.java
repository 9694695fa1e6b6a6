package dev.pcrl.report;

import java.io.Serializable;

/**
 * A case as a report shows it.
 *
 * @param title which case, and why it is shown
 * @param plain the image
 * @param drawn the image with what was found
 */
public record CasePicture(String title, GreyImage plain, ColourImage drawn) implements Serializable {}
