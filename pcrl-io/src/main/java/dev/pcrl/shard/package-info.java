/**
 * View bundles as rows of Parquet files, through Spark SQL, which no other package here knows. The format is described
 * in {@code docs/view-bundles.md}.
 */
package dev.pcrl.shard;
