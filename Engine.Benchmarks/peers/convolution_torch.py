"""A convolution with its derivatives, and training steps of a convolutional network, in eager PyTorch: python3 convolution_torch.py convolution<threads>|training<threads> <repeats>

Convolution: 3 x 3 filters, 32 to 64, on 64 images of 28 x 28, forward and both derivatives of half the sum of squares over 64. Training: two layers of 32 filters with rectifiers and means over 2 x 2, a linear read-out,
mean-field scales, f relative to the start, batch 128 of 28 x 28 out of 2000 images, squared error, SGD.
"""
import json
import math
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

kind, threads = sys.argv[1][:-1], int(sys.argv[1][-1])
repeats = int(sys.argv[2])
torch.set_num_threads(threads)
torch.manual_seed(1)
STEPS = 10


def numbers(count, scale):
    """(i * 1103515245 mod 2^31) / 2^30 - 1, as ours."""
    i = torch.arange(count, dtype=torch.int64)
    return (scale * ((i * 1103515245 & 2**31 - 1).double() / 2**30 - 1)).float()


if kind == "convolution":
    images = numbers(64 * 28 * 28 * 32, 1).reshape(64, 28, 28, 32).permute(0, 3, 1, 2).contiguous().requires_grad_()
    filters = numbers(64 * 9 * 32, 0.05).reshape(64, 3, 3, 32).permute(0, 3, 1, 2).contiguous().requires_grad_()

    def step():
        images.grad = filters.grad = None
        loss = (F.conv2d(images, filters, padding=1) ** 2).sum() / 128
        loss.backward()
        return loss.item()
else:
    filters, outputs, batch = 32, 10, 128

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.second = nn.Parameter(torch.randn(filters, 1, 3, 3)), nn.Parameter(torch.randn(filters, filters, 3, 3))
            self.readout = nn.Parameter(torch.randn(outputs, 49 * filters))

        def forward(self, x):
            x = F.avg_pool2d(torch.relu(math.sqrt(2 / 9) * F.conv2d(x, self.first, padding=1)), 2)
            x = F.avg_pool2d(torch.relu(math.sqrt(2 / (9 * filters)) * F.conv2d(x, self.second, padding=1)), 2)
            return x.flatten(1) @ self.readout.t() / (filters * 7)

    model, start = Network(), Network()
    start.load_state_dict(model.state_dict())
    optimizer = torch.optim.SGD(model.parameters(), 0.1 * filters)
    data = torch.randint(0, 256, (2000, 1, 28, 28), dtype=torch.uint8)
    labels = torch.randint(0, outputs, (2000,))
    mean, deviation = data.float().mean(), data.float().std()

    def step():
        chosen = torch.randint(0, 2000, (batch,))
        x = (data[chosen].float() - mean) / deviation
        with torch.no_grad():
            before = start(x)
        loss = ((model(x) - before - F.one_hot(labels[chosen], outputs).float() + 1 / outputs) ** 2).sum(1).mean() / 2
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

for _ in range(STEPS):
    last = step()
seconds = []
for _ in range(repeats):
    start_time = time.perf_counter()
    for _ in range(STEPS):
        last = step()
    seconds.append((time.perf_counter() - start_time) / STEPS)
print(json.dumps({"seconds": seconds, "checksum": last, "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "version": "PyTorch " + torch.__version__}))
