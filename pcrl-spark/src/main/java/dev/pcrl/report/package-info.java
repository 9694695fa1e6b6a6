/**
 * The report of a pre-training run: {@link dev.pcrl.report.ReportData what there is to show},
 * {@link dev.pcrl.report.ReportWriter written} as one HTML file that needs nothing else. Pictures are
 * {@link dev.pcrl.report.SliceCutter cut} from views; charts are drawn by XChart and written by Batik as inline SVG,
 * whose colours are CSS variables, so that they follow the reader's light or dark page.
 */
package dev.pcrl.report;
