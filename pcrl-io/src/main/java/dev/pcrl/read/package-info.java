/**
 * Files to {@link dev.pcrl.volume.Volume volumes} and back: one reader a format, one registry of them, which also finds
 * the volumes of a directory.
 */
package dev.pcrl.read;
