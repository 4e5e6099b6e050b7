"""Repeats in PyTorch the steps that `dotnet run -c Release --project Engine.Benchmarks -- transformer-check FOLDER BATCH STEPS` has left in a folder, from the same weights: python3 transformer_check_torch.py FOLDER BATCH"""
import pathlib
import sys
import time

import numpy
import torch
from torch import nn

folder, batch = pathlib.Path(sys.argv[1]), int(sys.argv[2])
LENGTH, WIDTH, HEADS = 37, 512, 4
ours = [float(line) for line in (folder / "losses.txt").read_text().split()]
weights = torch.from_numpy(numpy.fromfile(folder / "weights.bin", numpy.float32))
tokens = torch.from_numpy(numpy.fromfile(folder / "tokens.bin", numpy.uint8)).long().reshape(len(ours), batch, LENGTH)
labels = torch.from_numpy(numpy.fromfile(folder / "labels.bin", numpy.float32)).reshape(len(ours), batch)

embedding = nn.Linear(2 + LENGTH, WIDTH)
block = nn.TransformerEncoderLayer(WIDTH, HEADS, 4 * WIDTH, 0.0, "relu", batch_first=True, norm_first=True)
norm = nn.LayerNorm(WIDTH)
readout = nn.Linear(LENGTH * WIDTH, 1)
model = nn.ModuleList([embedding, block, norm, readout])
at = 0


def take(p):
    global at
    with torch.no_grad():
        p.copy_(weights[at : at + p.numel()].reshape(p.shape))
    at += p.numel()


tables = torch.empty(2 + LENGTH, WIDTH)
take(tables)
with torch.no_grad():
    embedding.weight.copy_(tables.t())
for p in (embedding.bias, block.norm1.weight, block.norm1.bias, block.self_attn.in_proj_weight, block.self_attn.in_proj_bias, block.self_attn.out_proj.weight, block.self_attn.out_proj.bias, block.norm2.weight, block.norm2.bias,
          block.linear1.weight, block.linear1.bias, block.linear2.weight, block.linear2.bias, norm.weight, norm.bias, readout.weight, readout.bias):
    take(p)
assert at == len(weights)

optimizer = torch.optim.SGD(model.parameters(), 5e-5, momentum=0.9, weight_decay=1e-5)
mask = torch.triu(torch.ones(LENGTH, LENGTH, dtype=torch.bool), 1)
worst, seconds = 0, 0
for x, y, expected in zip(tokens, labels, ours):
    start = time.perf_counter()
    h = torch.relu(embedding(torch.cat([nn.functional.one_hot(x, 2).float(), torch.eye(LENGTH).expand(batch, -1, -1)], 2)))
    loss = ((readout(norm(block(h, src_mask=mask)).flatten(1)).squeeze(1) - y) ** 2).mean() / 2
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    seconds += time.perf_counter() - start
    worst = max(worst, abs(loss.item() / expected - 1))
print(f"{len(ours)} steps: losses {ours[0]:.6f} to {ours[-1]:.6f}, largest relative difference {worst:.2e}; PyTorch {torch.__version__}: {seconds / len(ours):.3f} s a step")
