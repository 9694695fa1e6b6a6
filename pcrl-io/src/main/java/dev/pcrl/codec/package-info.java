/**
 * Decoders of compressed frames, each a {@link dev.pcrl.codec.FrameCodec} from {@link dev.pcrl.codec.Codecs}. They know
 * nothing of files: a frame is bytes and the {@link dev.pcrl.codec.FrameShape shape} that some header promises. Frames
 * come from anywhere, so nothing is believed: sizes are compared with the shape before anything is allocated for them,
 * every loop ends with the frame's bytes or the shape's samples, and what is wrong becomes a
 * {@link dev.pcrl.codec.DamagedFrameException}.
 *
 * <p>Class names begin with the standard they are of: {@code Jpeg} is ITU-T T.81, {@code JpegLs} T.87, {@code J2k}
 * T.800 (JPEG 2000 part 1).
 */
package dev.pcrl.codec;
