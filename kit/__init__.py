"""Share what the tests and the benchmarks both use: servers of their own, filled databases, small disks, patience.

It imports from neither; the tests of `tests/benchmarks/` alone import benchmarks, and benchmarks import no tests.
"""
