#!/usr/bin/env python3
"""Times how fast nibabel, SimpleITK and pydicom read the files that `bin/pcrl bench io --keep DIR` left.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install numpy nibabel SimpleITK pydicom
    bin/pcrl bench io --keep /tmp/ct --json && /tmp/peers/bin/python tools/bench_io_peers.py /tmp/ct

The protocol is that of dev.pcrl.bench.Harness: one thread, warmed up until it gets no faster, 11 samples of half a
second at least, median and quartiles; it prints the same JSON. What is timed is what PCRL does: from a path to
Hounsfield units in single precision. "-stored" is timed beside it where the reader can leave the file's integers as
they are, which is less work.
"""

import argparse
import json
import math
import pathlib
import platform
import time

import nibabel
import numpy
import pydicom
import SimpleITK

SAMPLE_SECONDS = 0.5
WARM_UP_SECONDS = 60
STEADY = 3
FASTER = 0.02


def nibabel_floats(path):
    return nibabel.load(path).get_fdata(dtype=numpy.float32, caching="unchanged")


def nibabel_stored(path):
    return numpy.asanyarray(nibabel.load(path).dataobj)


def itk_floats(path):
    return SimpleITK.ReadImage(path, SimpleITK.sitkFloat32)


def itk_stored(path):
    return SimpleITK.ReadImage(path)


def itk_series(directory):
    reader = SimpleITK.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(directory))
    return reader


def itk_series_floats(directory):
    reader = itk_series(directory)
    reader.SetOutputPixelType(SimpleITK.sitkFloat32)
    return reader.Execute()


def itk_series_stored(directory):
    return itk_series(directory).Execute()


def pydicom_floats(directory):
    """As the "reslice" example of pydicom's documentation stacks slices, with rescaling."""
    slices = [pydicom.dcmread(file) for file in pathlib.Path(directory).glob("*")]
    slices.sort(key=lambda each: float(each.ImagePositionPatient[2]))
    volume = numpy.empty((len(slices), slices[0].Rows, slices[0].Columns), numpy.float32)
    for z, each in enumerate(slices):
        volume[z] = each.pixel_array * numpy.float32(each.RescaleSlope) + numpy.float32(each.RescaleIntercept)
    return volume


def seconds(call, calls):
    start = time.perf_counter()
    for _ in range(calls):
        call()
    return (time.perf_counter() - start) / calls


def measure(name, call, samples):
    start = time.perf_counter()
    fastest, calls, steady = math.inf, 1, 0
    while steady < STEADY and time.perf_counter() - start < WARM_UP_SECONDS:
        last = seconds(call, calls)
        steady = 0 if last < (1 - FASTER) * fastest else steady + 1
        fastest = min(fastest, last)
        calls = max(1, math.ceil(SAMPLE_SECONDS / fastest))
    lower, median, upper = numpy.percentile([seconds(call, calls) for _ in range(samples)], [25, 50, 75])
    return {
        "name": name,
        "unit": "volumes",
        "per-second": 1 / median,
        "threads": 1,
        "samples": samples,
        "lower-quartile": lower,
        "median": median,
        "upper-quartile": upper,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--samples", type=int, default=11)
    arguments = parser.parse_args()
    SimpleITK.ProcessObject.SetGlobalDefaultNumberOfThreads(1)
    nifti, metaimage, dicom = (str(arguments.directory / name) for name in ("ct.nii.gz", "ct.mhd", "dicom"))
    readers = {
        "nifti-gzip nibabel": lambda: nibabel_floats(nifti),
        "nifti-gzip nibabel-stored": lambda: nibabel_stored(nifti),
        "nifti-gzip SimpleITK": lambda: itk_floats(nifti),
        "nifti-gzip SimpleITK-stored": lambda: itk_stored(nifti),
        "metaimage SimpleITK": lambda: itk_floats(metaimage),
        "metaimage SimpleITK-stored": lambda: itk_stored(metaimage),
        "dicom pydicom": lambda: pydicom_floats(dicom),
        "dicom SimpleITK": lambda: itk_series_floats(dicom),
        "dicom SimpleITK-stored": lambda: itk_series_stored(dicom),
    }
    report = {
        "program": f"nibabel {nibabel.__version__}, SimpleITK {SimpleITK.__version__}, "
        f"pydicom {pydicom.__version__}, NumPy {numpy.__version__}",
        "runtime": f"Python {platform.python_version()}",
        "measurements": [measure(name, call, arguments.samples) for name, call in readers.items()],
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
