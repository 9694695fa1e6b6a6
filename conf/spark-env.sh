#!/usr/bin/env bash
# The environment of every process that trains, driver or executor; Spark sources a file of this name on each machine.
# bin/pcrl does, too, and puts a copy into the clusters that it starts.

# Idle threads of OpenBLAS and OpenMP spin for a while, and take the cores from others (docs/decisions/natives.md).
export OPENBLAS_THREAD_TIMEOUT="${OPENBLAS_THREAD_TIMEOUT:-4}" OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}"
# The C library hands large arrays back to the kernel at once, and the next step faults their pages in again.
export GLIBC_TUNABLES="${GLIBC_TUNABLES:-glibc.malloc.hugetlb=1:glibc.malloc.mmap_max=0:glibc.malloc.arena_max=1:glibc.malloc.trim_threshold=17179869184}"
