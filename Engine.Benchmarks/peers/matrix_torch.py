"""Products of square matrices in single precision on PyTorch's BLAS: python3 matrix_torch.py square<n>-<threads> <repeats>"""
import json
import resource
import sys
import time

import torch


size, threads = (int(part) for part in sys.argv[1].removeprefix("square").split("-"))
repeats = int(sys.argv[2])
torch.set_num_threads(threads)
torch.manual_seed(1)
a, b = torch.randn(size, size), torch.randn(size, size)
c = a @ b
seconds = []
for _ in range(repeats):
    start = time.perf_counter()
    for _ in range(10):
        torch.mm(a, b, out=c)
    seconds.append((time.perf_counter() - start) / 10)
print(json.dumps({"seconds": seconds, "checksum": float((c.double() ** 2).sum()) / size**3,
                  "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "version": "PyTorch " + torch.__version__}))
