/**
 * Bodies made of formulas: CT volumes of a thorax or a head in Hounsfield units with the label of every voxel, drawn
 * from a seed. Tests use them, and they stand in where real samples cannot be had.
 *
 * <p>Within the package, positions are millimetres from the middle of the grid with x to the patient's left, y to
 * posterior and z to superior (LPS), as axial CT is shown.
 */
package dev.pcrl.phantom;
