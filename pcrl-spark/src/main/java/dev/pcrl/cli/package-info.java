/** The command line {@code pcrl}: arguments in, one line for what went wrong, exit codes out. */
package dev.pcrl.cli;
