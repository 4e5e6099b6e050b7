#!/usr/bin/env python3
"""The work of Engine.Benchmarks/FeatureSimulationWork.cs in NumPy.

usage: feature_learning_sim_numpy.py sgd|rich|samples|network [repeats]

sgd      random features, one-pass SGD: N = 512, M = 2048, B = 32, 1,000 steps, alpha = 1.5, beta = 0.5, eta = 0.1
rich     the same with B(t) trained too, gamma = 0.1
samples  random features, gradient descent on P = 256 samples
network  linear network, one-pass SGD: N = 100, M = 1,000, B = 128, 200 steps, alpha = 2, beta = 1.2, gamma = 0.1

Every matrix product is one BLAS call. Draws are shared by processes, one for each core, of one BLAS thread each, which is the fastest way: these products are bound by memory.
A repeat is one draw for each process, and its time is divided by their number; the checksum is the mean final loss of all draws, in units of 10^-3. Prints one line of JSON: seconds of each repeat, a checksum, and the peak resident memory in MiB.
"""
import json
import os
import resource
import sys
import time
from multiprocessing import Pool

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy is loaded

import numpy as np

N, M, B, P, STEPS, ETA = 512, 2048, 32, 256, 1000, 0.1


def task(alpha, beta, modes):
    k = np.arange(1, modes + 1, dtype=np.float64)
    lam = k ** -alpha
    return lam, np.sqrt(k ** -(alpha * beta + 1) / lam)


def sgd(rng):
    lam, target = task(1.5, 0.5, M)
    root = np.sqrt(lam)
    a = rng.standard_normal((N, M))
    v, h, psi = target.copy(), np.empty(N), np.empty((B, M))
    for _ in range(STEPS):
        rng.standard_normal(out=psi)
        psi *= root
        g = (psi @ v) @ psi
        g /= B
        np.dot(a, g, out=h)
        h *= ETA / N
        v -= h @ a  # w += N h is not needed
    return v @ (lam * v)


def rich(rng, gamma=0.1):
    lam, target = task(1.5, 0.5, M)
    root = np.sqrt(lam)
    a = rng.standard_normal((N, M))
    b, w, psi = np.eye(N), np.zeros(N), np.empty((B, M))
    outer = np.empty((N, N))
    for _ in range(STEPS):
        v = target - (w @ b) @ a / N
        rng.standard_normal(out=psi)
        psi *= root
        g = (psi @ v) @ psi
        g /= B
        h = a @ g
        step = ETA * (b @ h)
        np.outer(w * (ETA * gamma / N), h, out=outer)
        b += outer
        w += step
    v = target - (w @ b) @ a / N
    return v @ (lam * v)


def samples(rng):
    lam, target = task(1.5, 0.5, M)
    a, psi = rng.standard_normal((N, M)), rng.standard_normal((P, M)) * np.sqrt(lam)
    f, w, r = psi @ a.T, np.zeros(N), psi @ target
    for _ in range(STEPS):
        h = r @ f
        h *= ETA / P
        w += h
        r -= f @ h / N
    v = target - w @ a / N
    return v @ (lam * v)


def network(rng, n=100, modes=1000, batch=128, gamma=0.1, steps=200):
    lam, target = task(2, 1.2, modes)
    root = np.sqrt(lam)
    a, w, psi = rng.standard_normal((n, modes)), rng.standard_normal(n), np.empty((batch, modes))
    start, outer = w @ a, np.empty((n, modes))
    for _ in range(steps):
        v = target - (w @ a - start) / (gamma * n)
        rng.standard_normal(out=psi)
        psi *= root
        g = (psi @ v) @ psi
        g /= batch
        step = a @ g
        np.outer(w * (ETA * gamma), g, out=outer)
        a += outer
        w += ETA * gamma * step
    v = target - (w @ a - start) / (gamma * n)
    return v @ (lam * v)


WORK = {"sgd": sgd, "rich": rich, "samples": samples, "network": network}


def draw(name_and_seed):
    name, seed = name_and_seed
    return WORK[name](np.random.default_rng(seed))


if __name__ == "__main__":
    name = sys.argv[1]
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    cores = os.cpu_count()
    seconds, losses = [], []
    with Pool(cores) as pool:
        for i in range(repeats + 1):
            begin = time.perf_counter()
            losses += pool.map(draw, [(name, cores * i + j) for j in range(cores)], chunksize=1)
            seconds.append((time.perf_counter() - begin) / cores)
    print(json.dumps({
        "seconds": seconds[1:],
        "checksum": 1e3 * float(np.mean(losses)),
        "peakMiB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "version": "NumPy " + np.__version__,
    }))
