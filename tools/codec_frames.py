"""Writes the compressed frames that the tests of dev.pcrl.codec decode, by encoders other than ours.

    pip install numpy pydicom imagecodecs pyjpegls pylibjpeg-rle     # 2.4.6, 3.0.2, 2026.3.6, 1.5.1, 2.2.0
    apt-get install libopenjp2-tools dcmtk                           # 2.5.0, 3.6.7
    python tools/codec_frames.py pcrl-io/src/test/resources/dev/pcrl/codec

Each frame is a file; frames.csv says what it is, and which .samples file (32-bit big-endian, pixel-interleaved) it has to
decode to: the raw samples for lossless frames, what the peer itself decodes for lossy ones.
"""

import pathlib
import struct
import subprocess
import sys
import tempfile

import imagecodecs
import jpeg_ls
import numpy as np
import pydicom
from pydicom.encaps import generate_frames
from rle.utils import encode_pixel_data

OUT = pathlib.Path(sys.argv[1])
WORK = pathlib.Path(tempfile.mkdtemp())
ROWS = ["frame,codec,columns,rows,samplesPerPixel,bitsAllocated,bitsStored,signed,samples,tolerance"]
WRITTEN = set()
RANDOM = np.random.default_rng(20)


def body(rows, columns, bits, signed=False):
    """A blob with a gradient and noise on a flat background, in all of the range."""
    y, x = np.mgrid[0:rows, 0:columns]
    inside = (x / columns - 0.5) ** 2 + (y / rows - 0.4) ** 2 < 0.2
    values = 0.9 * np.exp(-((x - columns / 3) ** 2 + (y - rows / 2) ** 2) / (rows * columns / 6)) + 0.02 * RANDOM.random(x.shape)
    samples = np.round(np.where(inside, values, 0.1) * ((1 << bits) - 1)).astype(np.int64)
    samples[0, -1] = (1 << bits) - 1
    if signed:
        return (samples - (1 << (bits - 1))).astype(np.int8 if bits <= 8 else np.int16)
    return samples.astype(np.uint8 if bits <= 8 else np.uint16)


def noise(rows, columns, bits):
    return RANDOM.integers(0, 1 << bits, (rows, columns)).astype(np.uint8 if bits <= 8 else np.uint16)


U2, U8, U12, U16 = (body(29, 37, bits) for bits in (2, 8, 12, 16))
S8, S12, S16 = (body(29, 37, bits, True) for bits in (8, 12, 16))
RGB8 = np.stack([body(29, 37, 8) for _ in range(3)], -1)
RGB16 = np.stack([body(13, 17, 16) for _ in range(3)], -1)
ODD = {  # each of them with 16 bits
    "noise": noise(19, 21, 16),
    "extremes": noise(19, 21, 1).astype(np.uint16) * 65535,
    "flat": np.full((30, 70), 513, np.uint16),
    "black": np.zeros((9, 9), np.uint16),
    "pixel": noise(1, 1, 16),
    "row": body(1, 53, 16),
    "column": body(53, 1, 16),
}


def put(name, codec, frame, expected, bits, allocated=None, signed=False, tolerance=0, samples=None):
    """Writes a frame; `samples` names the file of what it decodes to, which several frames can share."""
    samples = samples or name
    values = np.ascontiguousarray(expected).astype(np.int64)
    data = values.astype(">i8").reshape(-1, 1).view(np.uint8).reshape(-1, 8)[:, 4:].tobytes()
    path = OUT / f"{samples}.samples"
    if path.name in WRITTEN:
        assert path.read_bytes() == data, f"{path.name} is not what {name} decodes to"
    path.write_bytes(data)
    WRITTEN.add(path.name)
    (OUT / f"{name}.frame").write_bytes(bytes(frame))
    rows, columns = expected.shape[:2]
    pixel = expected.shape[2] if expected.ndim == 3 else 1
    allocated = allocated or (8 if bits <= 8 else 16)
    ROWS.append(f"{name},{codec},{columns},{rows},{pixel},{allocated},{bits},{str(signed).lower()},{samples},{tolerance}")


def encode_rle(array):
    rows, columns = array.shape[:2]
    return encode_pixel_data(
        array.tobytes(), rows=rows, columns=columns, samples_per_pixel=array.shape[2] if array.ndim == 3 else 1,
        bits_allocated=8 * array.itemsize, number_of_frames=1, byteorder="<", planar_configuration=0,
        transfer_syntax_uid="1.2.840.10008.1.2.5")


def rle():
    u32 = RANDOM.integers(0, 1 << 32, (7, 11)).astype(np.uint32)
    put("rle-32", "rle", encode_rle(u32), u32.view(np.int32), 32, 32)
    put("rle-8", "rle", encode_rle(U8), U8, 8, samples="u8")
    put("rle-16", "rle", encode_rle(U16), U16, 16, samples="u16")
    put("rle-signed", "rle", encode_rle(S16), S16.view(np.uint16), 16, signed=True)  # cells, as coded
    put("rle-rgb8", "rle", encode_rle(RGB8), RGB8, 8, samples="rgb8")
    put("rle-rgb16", "rle", encode_rle(RGB16), RGB16, 16, samples="rgb16")
    for kind, array in ODD.items():
        put(f"rle-{kind}", "rle", encode_rle(array), array, 16, samples=kind)


def scan(frame):
    """Where the SOS segment begins, and where it ends."""
    at = frame.index(b"\xff\xda")
    return at, at + 2 + struct.unpack(">H", frame[at + 2 : at + 4])[0]


def restarted(encode, array, rows, interval, start_of_frame):
    """One frame of strips that were encoded on their own, with restart markers between them."""
    strips = [encode(array[y : y + rows]) for y in range(0, array.shape[0], rows)]
    begin, end = scan(strips[0])
    header = bytearray(strips[0][:begin])
    height = header.index(bytes([0xFF, start_of_frame])) + 5
    header[height : height + 2] = struct.pack(">H", array.shape[0])
    frame = bytes(header) + b"\xff\xdd" + struct.pack(">HH", 4, interval) + strips[0][begin:end]
    for i, strip in enumerate(strips):
        last = i == len(strips) - 1
        frame += strip[scan(strip)[1] : -2] + (b"\xff\xd9" if last else bytes([0xFF, 0xD0 + i % 8]))
    return frame


def dct():
    def encode(array, quality, bits, **more):
        return imagecodecs.jpeg8_encode(array, level=quality, bitspersample=bits, **more)

    for bits, array in ((8, U8), (12, U12)):
        for quality in (30, 95):
            frame = encode(array, quality, bits)
            put(f"dct-{bits}-q{quality}", "jpeg", frame, imagecodecs.jpeg8_decode(frame), bits)
        frame = encode(array, 85, bits, optimize=True)
        put(f"dct-{bits}-optimised", "jpeg", frame, imagecodecs.jpeg8_decode(frame), bits)
        strips = np.concatenate([body(8, 50, bits)] * 11)  # alike, as tables for 12 bits are made to measure
        frame = restarted(lambda strip: encode(strip, 85, bits), strips, 8, 7, 0xC0 if bits == 8 else 0xC1)
        put(f"dct-{bits}-restarts", "jpeg", frame, imagecodecs.jpeg8_decode(frame), bits)
    for kind, array in (("pixel", U8[:1, :1]), ("row", U8[:1]), ("column", U8[:, :1])):
        frame = encode(array, 90, 8)
        put(f"dct-8-{kind}", "jpeg", frame, imagecodecs.jpeg8_decode(frame), 8)
    ycc = dict(colorspace="ycbcr", outcolorspace="ycbcr")
    frame = encode(RGB8, 90, 8, subsampling="444", **ycc)
    put("dct-colour", "jpeg", frame, imagecodecs.jpeg8_decode(frame, **ycc), 8)
    # Subsampled planes without interpolation are the planes that are coded on their own, magnified: all steps are 1.
    for name, high, wide in (("420", 2, 2), ("422", 1, 2), ("440", 2, 1)):
        luma = body(32, 48, 8)
        small = [body(32 // high, 48 // wide, 8) for _ in range(2)]
        large = [np.repeat(np.repeat(plane, high, 0), wide, 1) for plane in small]
        frame = encode(np.stack([luma, *large], -1), 100, 8, subsampling=name, **ycc)
        planes = [imagecodecs.jpeg8_decode(encode(plane, 100, 8)) for plane in (luma, *small)]
        planes[1:] = [np.repeat(np.repeat(plane, high, 0), wide, 1) for plane in planes[1:]]
        put(f"dct-colour-{name}", "jpeg", frame, np.stack(planes, -1), 8)


def dcmtk(tool, array, bits, *options):
    """The frame that one of dcmtk's encoders makes, and what dcmtk decodes from it."""
    data = pydicom.Dataset()
    data.file_meta = pydicom.dataset.FileMetaDataset()
    data.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1"
    data.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    data.SOPInstanceUID = "1.2.3"
    data.Rows, data.Columns = array.shape
    data.SamplesPerPixel, data.PhotometricInterpretation, data.PixelRepresentation = 1, "MONOCHROME2", 0
    data.BitsAllocated, data.BitsStored, data.HighBit = 8 * array.itemsize, bits, bits - 1
    data.PixelData = array.tobytes() + b"\0" * (array.nbytes % 2)
    data["PixelData"].VR = "OB" if array.itemsize == 1 else "OW"
    raw, coded, decoded = (WORK / name for name in ("raw.dcm", "coded.dcm", "decoded.dcm"))
    data.save_as(raw, enforce_file_format=True)
    subprocess.run([tool, *options, raw, coded], check=True)
    subprocess.run([tool.replace("cj", "dj"), coded, decoded], check=True)
    frame = next(generate_frames(pydicom.dcmread(coded).PixelData, number_of_frames=1))
    return frame, pydicom.dcmread(decoded).pixel_array


def lossless():
    def encode(array, predictor, bits, **more):
        return imagecodecs.jpeg8_encode(array, lossless=True, predictor=predictor, bitspersample=bits, **more)

    for predictor in range(1, 8):
        put(f"lossless-16-p{predictor}", "jpegLossless", encode(U16, predictor, 16), U16, 16, samples="u16")
    for bits, predictor, array in ((2, 1, U2), (8, 5, U8), (12, 6, U12)):
        put(f"lossless-{bits}", "jpegLossless", encode(array, predictor, bits), array, bits, samples=f"u{bits}")
    rgb = dict(colorspace="rgb", outcolorspace="rgb")
    put("lossless-rgb8", "jpegLossless", encode(RGB8, 1, 8, **rgb), RGB8, 8, samples="rgb8")
    put("lossless-rgb16", "jpegLossless", encode(RGB16, 7, 16, **rgb), RGB16, 16, samples="rgb16")
    for i, (kind, array) in enumerate(ODD.items()):
        put(f"lossless-{kind}", "jpegLossless", encode(array, 1 + i, 16), array, 16, samples=kind)
    put("lossless-ljpeg92", "jpegLossless", imagecodecs.ljpeg_encode(U16, bitspersample=16), U16, 16, samples="u16")
    for predictor in (1, 4):
        strips = np.concatenate([U12[:3]] * 9)
        frame = restarted(lambda strip: encode(strip, predictor, 12), strips, 3, 3 * 37, 0xC3)
        put(f"lossless-restarts-p{predictor}", "jpegLossless", frame, strips, 12, samples="restarts")
    frame, decoded = dcmtk("dcmcjpeg", U12, 12, "+el", "+sv", "6", "+pt", "2")
    assert np.abs(decoded.astype(int) - U12).max() < 4
    put("lossless-point-transform", "jpegLossless", frame, decoded, 12)


def jls():
    def encode(array, bits, near=0, interleave=None):
        components = 1 if interleave is None else 3
        rows, columns = (29, 37) if interleave == 0 else array.shape[:2]
        data = np.ascontiguousarray(array).tobytes()
        return bytes(jpeg_ls.encode_buffer(data, rows, columns, components, bits, near, interleave))

    for bits, array in ((2, U2), (8, U8), (12, U12), (16, U16)):
        put(f"jls-{bits}", "jpegLs", encode(array, bits), array, bits, samples=f"u{bits}")
    for bits, near, array in ((8, 1, U8), (8, 20, U8), (12, 3, U12), (16, 5, U16), (16, 255, U16)):
        frame = encode(array, bits, near)
        decoded = imagecodecs.jpegls_decode(frame)
        assert np.abs(decoded.astype(int) - array).max() <= near
        put(f"jls-{bits}-near{near}", "jpegLs", frame, decoded, bits)
    for kind, array in ODD.items():
        put(f"jls-{kind}", "jpegLs", imagecodecs.jpegls_encode(array), array, 16, samples=kind)
    for interleave in (0, 1, 2):  # CharLS takes lines and pixels as pixels
        array = RGB8.transpose(2, 0, 1) if interleave == 0 else RGB8
        for near in (0, 2):
            frame = encode(array, 8, near, interleave)
            decoded = imagecodecs.jpegls_decode(frame)
            assert np.abs(decoded.astype(int) - RGB8).max() <= near
            put(f"jls-rgb8-{interleave}-near{near}", "jpegLs", frame, decoded, 8, samples=None if near else "rgb8")
    strips = np.concatenate([RGB8[:6]] * 9)
    for interleave in (1, 2):
        frame = restarted(lambda strip: encode(strip, 8, 0, interleave), strips, 6, 6, 0xF7)
        assert (imagecodecs.jpegls_decode(frame) == strips).all()
        put(f"jls-restarts-{interleave}", "jpegLs", frame, strips, 8, samples="rgb8-restarts")
    options = ("+pc", "+t1", "5", "+t2", "30", "+t3", "200", "+rs", "7")
    frame, decoded = dcmtk("dcmcjpls", U12, 12, *options)
    assert b"\xff\xf8" in frame and (decoded == U12).all()
    put("jls-thresholds", "jpegLs", frame, U12, 12, samples="u12")
    frame, decoded = dcmtk("dcmcjpls", U12, 12, "+en", "+md", "3", *options)
    put("jls-thresholds-near3", "jpegLs", frame, decoded, 12)


def opj(array, bits, *options, suffix="j2k"):
    """The frame that OpenJPEG makes, and what it decodes from it."""
    rows, columns = array.shape[:2]
    components = array.shape[2] if array.ndim == 3 else 1
    signed = array.dtype.kind == "i"
    raw, coded, decoded = WORK / "in.rawl", WORK / f"coded.{suffix}", WORK / "out.rawl"
    planes = array.reshape(rows, columns, components).transpose(2, 0, 1)
    raw.write_bytes(np.ascontiguousarray(planes).tobytes())
    form = f"{columns},{rows},{components},{bits},{'s' if signed else 'u'}"
    subprocess.run(
        ["opj_compress", "-i", raw, "-o", coded, "-F", form, *options], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["opj_decompress", "-i", coded, "-o", decoded], check=True, stdout=subprocess.DEVNULL)
    back = np.frombuffer(decoded.read_bytes(), array.dtype).reshape(components, rows, columns).transpose(1, 2, 0)
    if signed:  # it writes the lowest bits only
        half = 1 << (bits - 1)
        back = ((back.astype(int) & (2 * half - 1)) ^ half) - half
    return coded.read_bytes(), back.reshape(array.shape)


def j2k():
    def reversible(name, array, bits, samples, *options, **more):
        frame, decoded = opj(array, bits, *options, **more)
        assert (decoded == array).all(), name
        put(f"j2k-{name}", "jpeg2000", frame, array, bits, signed=array.dtype.kind == "i", samples=samples)

    def irreversible(name, array, bits, *options):
        # Of 16 bits 2: OpenJPEG scales high-pass coefficients with a constant that is 3e-5 off (1.625732 for 2 / K).
        frame, decoded = opj(array, bits, "-I", *options)
        signed = array.dtype.kind == "i"
        put(f"j2k-lossy-{name}", "jpeg2000", frame, decoded, bits, signed=signed, tolerance=2 if bits == 16 else 1)

    few = ("-n", "3")
    for bits, array in ((8, U8), (12, U12), (16, U16)):
        reversible(f"{bits}", array, bits, f"u{bits}", *few)
    for bits, array in ((8, S8), (12, S12), (16, S16)):
        reversible(f"signed{bits}", array, bits, f"s{bits}", *few)
    for kind, array in ODD.items():
        options = dict(codecformat="j2k", reversible=True, resolutions=1 if kind == "pixel" else 2)
        frame = imagecodecs.jpeg2k_encode(array, level=0, **options)
        assert (imagecodecs.jpeg2k_decode(frame) == array).all(), kind
        put(f"j2k-{kind}", "jpeg2000", frame, array, 16, samples=kind)
    reversible("jp2", U12, 12, "u12", *few, suffix="jp2")
    reversible("no-levels", U12, 12, "u12", "-n", "1")
    reversible("many-levels", U12, 12, "u12", "-n", "5")
    reversible("tiles", U12, 12, "u12", "-t", "16,11", *few)
    reversible("tiles-offset", U12, 12, "u12", "-t", "16,11", "-d", "5,3", "-T", "2,1", *few)
    # The last tiles are one column, or row, at an odd place; with more levels OpenJPEG codes it wrongly.
    thin = ("-t", "19,29", "-d", "5,3", "-T", "3,2", "-n", "2")
    reversible("thin-tiles", U12, 12, "u12", *thin)
    reversible("tile-parts", U12, 12, "u12", "-t", "20,20", "-TP", "R", "-r", "8,2,1", *few)
    reversible("markers", U12, 12, "u12", "-SOP", "-EPH", "-PLT", "-r", "8,1", *few)
    reversible("rgb", RGB8, 8, "rgb8", *few)
    reversible("rgb-unmixed", RGB8, 8, "rgb8", "-mct", "0", *few)
    for progression in ("LRCP", "RLCP", "RPCL", "PCRL", "CPRL"):
        options = ("-p", progression, "-r", "9,4,1", "-t", "33,27", "-c", "[16,8],[8,8]", "-b", "4,8", *few)
        reversible(f"{progression.lower()}", RGB8, 8, "rgb8", *options)
    for width, height in ((4, 4), (64, 64), (4, 256), (32, 4)):
        reversible(f"blocks-{width}x{height}", U12, 12, "u12", "-b", f"{width},{height}", *few)
    for style in (1, 2, 4, 5, 8, 16, 32, 63):
        reversible(f"style{style}", U16, 16, "u16", "-M", str(style), "-b", "16,16", "-r", "6,3,1", *few)
    irreversible("8", U8, 8, "-r", "6", *few)
    irreversible("16", U16, 16, "-r", "12,4", "-n", "5")
    irreversible("signed16", S16, 16, "-r", "5", *few)
    irreversible("12-nearly-lossless", U12, 12, *few)
    irreversible("rgb", RGB8, 8, "-r", "5", *few)
    irreversible("tiles", U12, 12, "-r", "6,3", "-t", "16,11", "-d", "5,3", "-T", "2,1", *few)
    irreversible("thin-tiles", U12, 12, "-r", "3", *thin)
    irreversible("style63", U12, 12, "-r", "4", "-M", "63", *few)
    irreversible("low", body(4, 300, 12), 12, "-r", "3", *few)
    irreversible("narrow", body(300, 5, 12), 12, "-r", "3", *few)
    frame, decoded = opj(U12, 12, "-r", "8", *few)
    put("j2k-truncated-reversible", "jpeg2000", frame, decoded, 12, tolerance=1)


OUT.mkdir(parents=True, exist_ok=True)
for path in (*OUT.glob("*.frame"), *OUT.glob("*.samples")):
    path.unlink()
for family in (rle, dct, lossless, jls, j2k):
    family()
(OUT / "frames.csv").write_text("\n".join(ROWS) + "\n")
