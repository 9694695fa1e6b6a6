package dev.pcrl.check;

/**
 * How far one precision is from the oracle.
 *
 * @param loss largest absolute error of a loss or of one of its terms, short training run included
 * @param gradient largest over the scales of the relative L2 error of the whole gradient
 * @param running largest over the scales of the relative L2 error of the running statistics
 * @param trained relative L2 error of all weights after the short training run
 * @param encoded largest over the levels of the relative L2 error of the encoder's outputs
 */
public record Agreement(double loss, double gradient, double running, double trained, double encoded) {
    /** Whether nothing is further off than allowed; NaN is. */
    public boolean within(double allowedLoss, double allowedElse) {
        return loss <= allowedLoss
                && gradient <= allowedElse
                && running <= allowedElse
                && trained <= allowedElse
                && encoded <= allowedElse;
    }
}
