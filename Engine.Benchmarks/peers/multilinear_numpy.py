#!/usr/bin/env python3
"""The work of Engine.Benchmarks/MultilinearWork.cs in vectorised NumPy.

usage: multilinear_numpy.py time|data|counts [repeats]

time    L(T) of the multilinear model (closed form, D = infinity) for n_s = 10^6 skills at 1,000 times
data    E_D[L] of the trained model (T = infinity) for n_s = 10^6 skills at 100 values of D
counts  multinomial skill counts d_k of D = 10^9 points over n_s = 10^6 skills

Prints one line of JSON: seconds of each repeat, a checksum, and the peak resident memory in MiB.
"""
import json
import resource
import sys
import time

import numpy as np

SKILLS, ALPHA, S, R, ETA = 10**6, 0.6, 1.0, 0.01, 0.05


def frequencies():
    p = np.arange(1, SKILLS + 1, dtype=np.float64) ** -(ALPHA + 1)
    return p / p.sum()


def time_law(p):
    # L(T) = sum_k P_k S^2/2 / (1 + (S/r - 1)^-1 e^{2 eta P_k S T})^2, one vectorised pass over the skills per time;
    # the whole (times, skills) table at once would need 8 GB.
    times = np.geomspace(1, 1e8, 1000)
    q = 1 / (S / R - 1)
    loss = np.empty_like(times)
    buffer = np.empty_like(p)
    for j, t in enumerate(times):
        np.multiply(p, 2 * ETA * S * t, out=buffer)
        np.minimum(buffer, 300, out=buffer)
        np.exp(buffer, out=buffer)
        buffer *= q
        buffer += 1
        np.multiply(buffer, buffer, out=buffer)
        np.divide(p, buffer, out=buffer)
        loss[j] = S * S / 2 * buffer.sum()
    return loss


def data_law(p):
    # E_D[L] = (S - r)^2/2 sum_k P_k (1 - P_k)^D
    log_unseen = np.log1p(-p)
    buffer = np.empty_like(p)
    loss = []
    for d in np.geomspace(1, 1e8, 100).round():
        np.multiply(log_unseen, d, out=buffer)
        np.exp(buffer, out=buffer)
        loss.append((S - R) ** 2 / 2 * np.dot(p, buffer))
    return np.array(loss)


def counts(p):
    return np.random.default_rng(1).multinomial(10**9, p)


WORK = {"time": time_law, "data": data_law, "counts": counts}

if __name__ == "__main__":
    work = WORK[sys.argv[1]]
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    p = frequencies()
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = work(p)
        seconds.append(time.perf_counter() - start)
    print(json.dumps({
        "seconds": seconds,
        "checksum": float(np.sum(result, dtype=np.float64)),
        "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "version": "NumPy " + np.__version__,
    }))
