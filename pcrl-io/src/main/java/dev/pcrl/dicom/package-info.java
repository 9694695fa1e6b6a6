/**
 * The part of DICOM that volumes need: {@link dev.pcrl.dicom.SeriesSorter} sorts files into series,
 * {@link dev.pcrl.dicom.SeriesReader} makes a volume of one, {@link dev.pcrl.dicom.RadiographReader} reads projections.
 *
 * <p>Bytes become elements ({@code DicomInput}), elements the attributes that are read ({@code DataSetParser}), those a
 * header ({@code DicomHeader}, {@code FunctionalGroups}), headers a grid ({@code Plane}, {@code SliceStack}), and
 * pixels voxels ({@code FrameReader}). Nothing but geometry, modality and the encoding of pixels gets out: no UID, name
 * or date.
 */
package dev.pcrl.dicom;
