#!/usr/bin/env python3
"""Training steps of two-layer ReLU networks on fresh multitask sparse parity in eager PyTorch (float32, CPU).

usage: networks_torch.py CASE [repeats]

step1, step2   a network of width 1000 on one, two threads; a repeat is 20 steps
narrow         50 networks of width 10, one after another, 20 steps each a repeat; on one or two threads, whichever is faster
pair           the same in two processes at once, 25 networks each, one thread a process
batched        the same 50 networks stacked and trained together by bmm, on one or two threads
Each is the fastest way found, with the gradients written out. step1-autograd (and so on; not for batched) is what autograd does at best, step1-module is
nn.Sequential, and step1-plain is nn.Sequential on data that are drawn without further thought, as one writes it.

Batch 4000, n_s = 5 skills of frequency k^-1.6, n_b = 32 bits, m = 3 disjoint bits per skill, S = 5, half MSE, SGD; the data of a step are drawn within it.
Prints one line of JSON: seconds per step and network of each repeat, a checksum, and the peak resident memory in MiB. The checksum is the mean loss of the
last ten steps of the warm-up, and random: 11.2 with a standard deviation of 0.4 at width 1000 (500 steps), 11.9 and 0.65 / sqrt(networks) at width 10 (1000
steps; 20 networks, batched: 50). Nothing learnt is 12.5.
"""
import ctypes
import json
import multiprocessing
import resource
import sys
import time

import torch

SKILLS, BITS, SPARSE, S, BATCH, NETWORKS, STEPS = 5, 32, 3, 5.0, 4000, 50, 20
INPUTS = SKILLS + BITS + 1  # a last input of 1 makes the hidden bias a row of the hidden weights
WIDE, NARROW = dict(width=1000, sigma=0.05, rate=0.05), dict(width=10, sigma=0.1, rate=0.2)

frequencies = torch.arange(1, SKILLS + 1, dtype=torch.float64).pow(-1.6)
masks = (torch.ones(BITS, 1, dtype=torch.int64) << torch.arange(BITS)[:, None]).to(torch.int32)
first_bit = SPARSE * torch.arange(SKILLS, dtype=torch.int32)
forked = []  # networks as a child process finds them
target_of = torch.tensor([S * (-1) ** bin(three).count("1") for three in range(2**SPARSE)])


def fresh(x):
    """Draws new data into x, (INPUTS, samples), and returns their targets. Bits come from 32-bit words, the parity from the word's three bits."""
    skill = torch.multinomial(frequencies, x.shape[1], replacement=True)
    word = torch.empty(x.shape[1], dtype=torch.int32).random_(-2**31, 2**31)
    x[:SKILLS].zero_().scatter_(0, skill[None], 1)
    x[SKILLS:-1] = (word & masks).ne_(0)
    return target_of.index_select(0, (word >> first_bit.index_select(0, skill)) & (2**SPARSE - 1))


class Hand:
    """
    Gradients written out: with the error e and M = 1[z > 0], A_jh = sum_b x_jb e_b M_hb gives dL/dW_hj = w_h A_jh and dL/dw_h = sum_j W_hj A_jh.
    The batch goes through in pieces that stay in the cache.
    """
    def __init__(self, width, sigma, rate):
        self.rate, self.piece = rate, min(BATCH, 10**6 // width)
        self.hidden, self.output, self.bias = (torch.randn(shape) * sigma for shape in ((width, INPUTS), (width,), (1,)))
        self.x, self.z = torch.ones(INPUTS, BATCH), torch.empty(width, self.piece)

    @torch.no_grad()
    def step(self):
        target, errors, a = fresh(self.x), [], 0
        for x, t in zip(self.x.split(self.piece, 1), target.split(self.piece)):
            torch.mm(self.hidden, x, out=self.z).relu_()  # (width, piece)
            error = torch.addmv(self.bias, self.z.t(), self.output).sub_(t)
            a = a + (x * error) @ self.z.sign_().t()
            errors.append(error)
        error, scale = torch.cat(errors), self.rate / BATCH
        gradient = (a.t() * self.hidden).sum(1)
        self.hidden.addcmul_(a.t(), self.output[:, None], value=-scale)
        self.output.sub_(gradient, alpha=scale)
        self.bias.sub_(error.sum(), alpha=scale)
        return error.dot(error) / (2 * BATCH)


class Stack:
    """Hand for all networks at once, each on data of its own."""
    def __init__(self, width, sigma, rate):
        self.rate = rate
        self.hidden, self.output, self.bias = (torch.randn(NETWORKS, *shape) * sigma for shape in ((width, INPUTS), (1, width), (1, 1)))
        self.data, self.z = torch.ones(INPUTS, NETWORKS * BATCH), torch.empty(NETWORKS, width, BATCH)
        self.x = self.data.view(INPUTS, NETWORKS, BATCH).transpose(0, 1)

    @torch.no_grad()
    def step(self):
        target, scale = fresh(self.data).view(NETWORKS, 1, BATCH), self.rate / BATCH
        torch.bmm(self.hidden, self.x, out=self.z).relu_()  # (networks, width, batch)
        error = torch.baddbmm(self.bias, self.output, self.z).sub_(target)
        a = self.z.sign_().mul_(error) @ self.x.transpose(1, 2)  # (networks, width, INPUTS)
        gradient = (a * self.hidden).sum(2)[:, None]
        self.hidden.addcmul_(a, self.output.transpose(1, 2), value=-scale)
        self.output.sub_(gradient, alpha=scale)
        self.bias.sub_(error.sum(2, keepdim=True), alpha=scale)
        return error.square().mean() / 2


class Autograd:
    """Gradients by autograd, accumulated over pieces of the batch; the activation in place, the read-out a matrix-vector product."""
    def __init__(self, width, sigma, rate):
        self.piece, self.x = min(BATCH, 10**6 // width), torch.ones(INPUTS, BATCH)
        self.parameters = [(torch.randn(shape) * sigma).requires_grad_() for shape in ((INPUTS, width), (width,), (1,))]
        self.rule = torch.optim.SGD(self.parameters, rate, foreach=True)

    def step(self):
        target, total = fresh(self.x), 0
        hidden, output, bias = self.parameters
        self.rule.zero_grad(set_to_none=True)
        for x, t in zip(self.x.split(self.piece, 1), target.split(self.piece)):
            f = torch.addmv(bias, torch.relu_(x.t() @ hidden), output)
            loss = torch.nn.functional.mse_loss(f, t, reduction="sum") * (0.5 / BATCH)
            loss.backward()
            total = total + loss.detach()
        self.rule.step()
        return total


class Module:
    """nn.Sequential on the whole batch."""
    def __init__(self, width, sigma, rate):
        self.x, nn = torch.ones(INPUTS, BATCH), torch.nn
        self.net = nn.Sequential(nn.Linear(SKILLS + BITS, width), nn.ReLU(), nn.Linear(width, 1))
        for parameter in self.net.parameters():
            nn.init.normal_(parameter, std=sigma)
        self.rule = torch.optim.SGD(self.net.parameters(), rate)

    def step(self):
        target = fresh(self.x)
        loss = 0.5 * torch.nn.functional.mse_loss(self.net(self.x[:-1].t()).squeeze(1), target)
        self.rule.zero_grad(set_to_none=True)
        loss.backward()
        self.rule.step()
        return loss.detach()


class Plain(Module):
    """nn.Sequential, and the data as the task reads: bits, skills, parities."""
    subsets = torch.zeros(SKILLS, BITS, dtype=torch.int64)
    for k in range(SKILLS):
        subsets[k, SPARSE * k:SPARSE * (k + 1)] = 1

    def step(self):
        skill = torch.multinomial(frequencies, BATCH, replacement=True)
        bits = torch.randint(0, 2, (BATCH, BITS))
        target = S * (1 - 2 * ((bits * self.subsets[skill]).sum(1) % 2)).float()
        x = torch.cat([torch.nn.functional.one_hot(skill, SKILLS), bits], 1).float()
        loss = 0.5 * torch.nn.functional.mse_loss(self.net(x).squeeze(1), target)
        self.rule.zero_grad(set_to_none=True)
        loss.backward()
        self.rule.step()
        return loss.detach()


def warm_up(networks, steps):
    return float(torch.stack([torch.stack([network.step() for _ in range(steps)][-10:]).mean() for network in networks]).mean())


def train(networks):
    for network in networks:
        for _ in range(STEPS):
            network.step()


def train_half(parity):
    train(forked[parity::2])


def seconds(work, *arguments):
    start = time.perf_counter()
    work(*arguments)
    return (time.perf_counter() - start) / STEPS


def run(case, repeats):
    case, _, way = case.partition("-")
    way = Stack if case == "batched" else {"": Hand, "autograd": Autograd, "module": Module, "plain": Plain}[way]
    threads = {"step1": (1,), "step2": (2,), "narrow": (1, 2), "pair": (1,), "batched": (1, 2)}[case]
    torch.set_num_threads(threads[0])
    torch.manual_seed(1)
    if case.startswith("step"):
        networks = [way(**WIDE)]
        checksum = warm_up(networks, 500)
    else:
        networks = [way(**NARROW) for _ in range(1 if way is Stack else NETWORKS)]
        checksum = warm_up(networks[:20], 1000)
    if case == "pair":
        forked.extend(networks)
        with multiprocessing.get_context("fork").Pool(2) as pool:
            times = [[seconds(pool.map, train_half, (0, 1), 1) for _ in range(repeats + 1)][1:]]
    else:
        times = []
        for n in threads:
            torch.set_num_threads(n)
            warm_up(networks, 10)
            times.append([seconds(train, networks) for _ in range(repeats)])
    best = min(times, key=lambda t: sorted(t)[len(t) // 2])
    return [t / (1 if case.startswith("step") else NETWORKS) for t in best], checksum


if __name__ == "__main__":
    try:  # keep freed buffers: saves the page faults of fresh ones (glibc; M_TRIM_THRESHOLD, M_MMAP_THRESHOLD)
        libc = ctypes.CDLL(None)
        libc.mallopt(-1, 2**30), libc.mallopt(-3, 2**30)
    except (OSError, AttributeError, TypeError):
        pass
    times, checksum = run(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3)
    print(json.dumps({
        "seconds": times,
        "checksum": checksum,
        "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "version": "PyTorch " + torch.__version__,
    }))
