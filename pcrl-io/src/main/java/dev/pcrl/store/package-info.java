/** The one place that knows about file systems: local, HDFS or S3, all through Hadoop's FileSystem. */
package dev.pcrl.store;
