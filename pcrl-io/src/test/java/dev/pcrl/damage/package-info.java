/** Damaged files for tests of all readers: how they come about, and what may come of them. */
package dev.pcrl.damage;
