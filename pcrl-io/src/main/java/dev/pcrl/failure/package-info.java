/** What can go wrong, told apart by who can cure it; the command line turns each category into an exit code. */
package dev.pcrl.failure;
