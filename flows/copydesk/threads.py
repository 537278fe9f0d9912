"""Threads of the numeric libraries: one is enough.

The line model multiplies small matrices. Further threads finish nothing sooner; they wait for each other, and take the
cores from other workers.
"""

ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""Environment variables that say so; they count when numpy is first imported."""
