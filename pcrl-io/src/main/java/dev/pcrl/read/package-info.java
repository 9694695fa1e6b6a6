/** Files to {@link dev.pcrl.volume.Volume volumes} and back: one reader a format, one registry of them. */
package dev.pcrl.read;
