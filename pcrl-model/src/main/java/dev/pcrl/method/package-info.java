/** Pre-training methods: each a function from parameters, a minibatch and a step to a gradient and metrics. */
package dev.pcrl.method;
