#!/usr/bin/env python3
"""The work of Engine.Benchmarks/FeatureLearningWork.cs in vectorised NumPy.

usage: feature_learning_numpy.py steps [repeats] [T] [M]

steps   test loss of a student of N = 100 moving features (gamma = 0.5) on fresh batches of B = 32, M = 500 modes, t = 0 ... T = 100: the mean-field
        equations as matrices over times, iterated with damping 1/2 until the loss changes by less than 1e-9 of itself.

All modes at once: H_k by one batched inverse, and sums over modes as large matrix products, sum_k Y_k H_k^T = [Y_1 ... Y_M] [H_1 ... H_M]^T.
One run takes about a minute (T = 200, M = 1,000: half an hour), so it is not repeated. Prints one line of JSON: seconds, a checksum, and the peak resident memory in MiB.
"""
import json
import resource
import sys
import time

import numpy as np

ALPHA, BETA, WIDTH, BATCH, ETA, GAMMA = 1.5, 0.5, 100, 32, 0.2, 0.5


def solve(steps, modes):
    k = np.arange(1, modes + 1, dtype=np.float64)
    lam, power = k ** -ALPHA, k ** -(ALPHA * BETA + 1)
    size = steps + 1
    one, theta = np.eye(size), ETA * np.tri(size, k=-1)
    c0, c3, r3 = np.zeros((size, size)), np.zeros((size, size)), one.copy()
    iterations = 0
    while True:
        iterations += 1
        hw = np.linalg.solve(one - ETA * GAMMA * theta @ np.tril(c3, -1), theta)
        cw = hw @ c3 @ hw.T
        g = hw + ETA * GAMMA * np.tril(cw, -1)
        kernel = g @ r3
        noise, d = g @ c3 @ g.T / WIDTH, np.diag(c0) / BATCH
        sampled = (kernel * d) @ kernel.T
        h = np.linalg.inv(one + lam[:, None, None] * kernel)            # (modes, size, size)
        start = h.sum(2).T                                              # H_k 1, (size, modes)
        rows = np.ascontiguousarray(h.transpose(1, 0, 2))               # (size, modes, size)
        flat = rows.reshape(size, -1)
        # sum_k of lambda_k^p (H_k X) H_k^T; I - lambda_k H_k G R_3 = H_k
        featured = rows.reshape(-1, size) @ noise
        featured = featured.reshape(size, modes, size)
        next0 = (start * power) @ start.T
        next2 = (start * (power * lam)) @ start.T
        weighted = featured * lam[:, None]
        next0 += weighted.reshape(size, -1) @ flat.T
        weighted *= lam[:, None]
        next2 += weighted.reshape(size, -1) @ flat.T
        np.matmul(rows.reshape(-1, size), sampled, out=featured.reshape(-1, size))
        np.multiply(featured, (lam ** 2)[:, None], out=weighted)
        next0 += weighted.reshape(size, -1) @ flat.T
        np.multiply(rows, d, out=weighted)
        weighted *= lam[:, None]
        next2 += weighted.reshape(size, -1) @ flat.T
        response = np.tensordot(lam, h, 1)
        next_r3 = np.linalg.inv(one + response @ g / WIDTH)
        next3 = r3 @ next2 @ r3.T
        change = np.max(np.abs(np.diag(next0 - c0)) / np.diag(next0))
        c0, c3, r3 = (c0 + next0) / 2, (c3 + next3) / 2, (r3 + next_r3) / 2
        if change < 1e-9:
            return np.diag(c0), iterations


if __name__ == "__main__":
    size, modes = (int(sys.argv[3]), int(sys.argv[4])) if len(sys.argv) > 4 else (100, 500)
    begin = time.perf_counter()
    loss, count = solve(size, modes)
    seconds = time.perf_counter() - begin
    print(json.dumps({
        "seconds": [seconds],
        "checksum": float(loss.sum()),
        "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "version": "NumPy " + np.__version__ + f", {count} iterations",
    }))
