package dev.pcrl.bench;

import dev.pcrl.view.Rule;

/**
 * How many steps are measured.
 *
 * @param warmUp steps at each scale before, at least 1: workspaces learn their size in the first
 * @param steps at each scale, at least 3
 */
public record StepProtocol(int warmUp, int steps) {
    public StepProtocol {
        Rule.check(warmUp >= 1, "warm-up", "be at least 1", warmUp);
        Rule.check(steps >= 3, "steps", "be at least 3", steps);
    }
}
