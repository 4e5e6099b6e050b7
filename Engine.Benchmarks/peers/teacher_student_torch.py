#!/usr/bin/env python3
"""Online SGD of a 2-homogeneous student on an additive teacher with fresh Gaussian data in eager PyTorch (float32, CPU).

usage: teacher_student_torch.py CASE [repeats]

one            a batch of 1, 5000 steps a repeat (2000 for autograd); on one or two threads, whichever is faster
batch1, batch2 a batch of 256 on one, two threads, 100 steps a repeat
CASE-autograd  the same by autograd and torch.optim.SGD, as one writes it; otherwise the gradients are written out

d = 256, m = 64, P = 16, beta = 1, he_4, eta = 1e-6 (steps of one sample diverge at 1e-4). Prints one line of JSON: seconds per step of each repeat, a checksum, and the peak resident memory in MiB.
The checksum is the exact population loss after the warm-up of two repeats' steps, times 1000: nothing is learnt yet, so it is 1000 but for the start's |v|^2.
"""
import json
import resource
import sys
import time

import torch

D, M, P, ETA = 256, 64, 16, 1e-6
ROOT = 24 ** 0.5
teacher = torch.arange(1, P + 1, dtype=torch.float32).reciprocal()
teacher /= teacher.norm()


def he4(z):
    square = z * z
    return ((square - 6) * square + 3) / ROOT


class Hand:
    def __init__(self, batch):
        v = torch.randn(M, D)
        self.v, self.batch = 0.01 * v / v.norm(dim=1, keepdim=True), batch

    @torch.no_grad()
    def step(self):
        x = torch.randn(self.batch, D)
        squares = (self.v * self.v).sum(1)
        norms = squares.sqrt()
        z = (x @ self.v.t()).div_(norms)
        z2 = z * z
        value, slope = ((z2 - 6) * z2 + 3) / ROOT, (z2 - 3) * z * (4 / ROOT)
        error = he4(x[:, :P]) @ teacher - value @ squares
        g = slope * error[:, None]
        radial = error @ (2 * value - z * slope)
        scale = 2 * ETA / self.batch
        self.v.mul_((1 + scale * radial)[:, None]).addmm_((g * norms).t(), x, alpha=scale)

    def weights(self):
        return self.v


class Autograd:
    def __init__(self, batch):
        v = torch.randn(M, D)
        self.v, self.batch = torch.nn.Parameter(0.01 * v / v.norm(dim=1, keepdim=True)), batch
        self.optimizer = torch.optim.SGD([self.v], lr=ETA)

    def step(self):
        x = torch.randn(self.batch, D)
        norms = self.v.norm(dim=1)
        loss = (he4(x[:, :P]) @ teacher - he4(x @ (self.v / norms[:, None]).t()) @ norms.square()).square().mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()

    def weights(self):
        return self.v.detach()


def population_loss(v):
    v = v.double()
    squares = v.square().sum(1)
    u = v / squares.sqrt()[:, None]
    a = teacher.double()
    return float(a @ a - 2 * squares @ u[:, :P].pow(4) @ a + squares @ (u @ u.t()).pow(4) @ squares)


def timed(student, steps):
    start = time.perf_counter()
    for _ in range(steps):
        student.step()
    return (time.perf_counter() - start) / steps


def main():
    case, repeats = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    autograd = case.endswith("-autograd")
    one = case.startswith("one")
    batch, steps = (1, 2000 if autograd else 5000) if one else (256, 100)
    student = (Autograd if autograd else Hand)(batch)
    torch.set_num_threads(1 if one else int(case[5]))
    timed(student, 2 * steps)
    loss = 1e3 * population_loss(student.weights())
    if one:
        speed = {}
        for threads in (1, 2):
            torch.set_num_threads(threads)
            speed[threads] = min(timed(student, 500) for _ in range(3))
        torch.set_num_threads(min(speed, key=speed.get))
    seconds = [timed(student, steps) for _ in range(repeats)]
    print(json.dumps(dict(seconds=seconds, checksum=loss, peakMiB=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                          version=f"PyTorch {torch.__version__}")))


main()
