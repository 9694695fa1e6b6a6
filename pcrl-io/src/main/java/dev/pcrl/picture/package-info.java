/**
 * PNG and JPEG files to {@link dev.pcrl.volume.Volume volumes} of one grey slice. The JDK's ImageIO decodes the pixels
 * and nothing else: what it is given holds no byte that could make it convert colours or unpack something else, and
 * sizes are checked before.
 */
package dev.pcrl.picture;
