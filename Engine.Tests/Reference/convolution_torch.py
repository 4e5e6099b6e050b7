#!/usr/bin/env python3
"""Trains small convolutional networks in mean-field parameterisation and their linear approximations in PyTorch, in float64, and prints what happened as JSON.

usage: python3 convolution_torch.py > convolution-torch.json          (made with PyTorch 1.13)

Convolutions and pools are PyTorch's own (conv2d, avg_pool2d); the linear approximation is torch.autograd.functional.jvp of the network.
Numbers are drawn from the generator below, so that they need not be stored: a weight is (word % 97 - 48) / 32 (seed 7), a pixel (word % 17 - 8) / 8 (seed 11), then a target (word % 5 - 2) / 2.
Weights are in our order: filters (filters, row, column, channel) of each layer, then the read-out (outputs, place, filter); pixels (image, row, column, channel).

The JSON: torch; cases, each with
  name, height, width, channels, outputs, layers, filters, kernel, richness, linearized, batch, learningRate
  loss: mean over images of the sum over outputs of (f - y)^2/2, f relative to the start
  gradient: of the loss at the start, an array for each array of weights
  losses: before each of 6 steps of SGD with rate learningRate * richness^2 * filters
"""
import json
import math

import torch
from torch.nn import functional as F


def words(seed):
    """The upper 16 bits of the generator of Numerical Recipes."""
    while True:
        seed = (1664525 * seed + 1013904223) % 2**32
        yield seed >> 16


def network(c, x, *weights):
    k, n = c["kernel"], c["filters"]
    u = x
    for w in weights[:-1]:
        channels = u.shape[1]
        h = math.sqrt(2 / (k * k * channels)) * F.conv2d(u, w.reshape(n, k, k, channels).permute(0, 3, 1, 2), padding=(k - 1) // 2)
        u = torch.relu(h)
        if min(u.shape[2:]) >= 2:
            u = F.avg_pool2d(u, 2)
    flat = u.permute(0, 2, 3, 1).flatten(1)
    places = flat.shape[1] // n
    return flat @ weights[-1].t() / (c["richness"] * n * math.sqrt(places))


def run(c):
    draw = words(7)
    shapes, size = [], (c["height"], c["width"])
    for layer in range(c["layers"]):
        shapes.append((c["filters"], c["kernel"] ** 2 * (c["filters"] if layer else c["channels"])))
        size = (size[0] // 2, size[1] // 2) if min(size) >= 2 else size
    shapes.append((c["outputs"], size[0] * size[1] * c["filters"]))
    start = [torch.tensor([(next(draw) % 97 - 48) / 32 for _ in range(a * b)], dtype=torch.float64).reshape(a, b) for a, b in shapes]
    draw = words(11)
    x = torch.tensor([(next(draw) % 17 - 8) / 8 for _ in range(c["batch"] * c["height"] * c["width"] * c["channels"])], dtype=torch.float64)
    x = x.reshape(c["batch"], c["height"], c["width"], c["channels"]).permute(0, 3, 1, 2)
    y = torch.tensor([(next(draw) % 5 - 2) / 2 for _ in range(c["batch"] * c["outputs"])], dtype=torch.float64).reshape(c["batch"], c["outputs"])
    at_start = network(c, x, *start)
    weights = [w.clone().requires_grad_() for w in start]
    losses, gradient = [], None
    for _ in range(6):
        if c["linearized"]:
            change = tuple(w - s for w, s in zip(weights, start))
            f = torch.autograd.functional.jvp(lambda *w: network(c, x, *w), tuple(start), change, create_graph=True)[1]
        else:
            f = network(c, x, *weights) - at_start
        loss = ((f - y) ** 2).sum(1).mean() / 2
        losses.append(loss.item())
        grads = torch.autograd.grad(loss, weights)
        gradient = gradient or [g.flatten().tolist() for g in grads]
        with torch.no_grad():
            for w, g in zip(weights, grads):
                w -= c["learningRate"] * c["richness"] ** 2 * c["filters"] * g
    return {**c, "gradient": gradient, "losses": losses}


BASE = dict(height=8, width=6, channels=1, outputs=3, layers=2, filters=4, kernel=3, richness=1.0, linearized=False, batch=5, learningRate=2)
CASES = [
    {"name": "rich", **BASE},
    {"name": "lazy", **BASE, "richness": 0.05},
    {"name": "linear", **BASE, "linearized": True},
    {"name": "colour", **BASE, "channels": 3, "layers": 1, "kernel": 5, "richness": 2.0, "filters": 9},
    {"name": "deep", **BASE, "layers": 4, "kernel": 3, "height": 7, "width": 9, "channels": 2, "linearized": True},
]
print(json.dumps({"torch": torch.__version__, "cases": [run(c) for c in CASES]}))
