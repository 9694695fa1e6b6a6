/** Training as rounds of steps on Spark executors: exchange, checkpoints, metrics. */
package dev.pcrl.train;
