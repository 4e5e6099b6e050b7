"""Training steps of two transformers in eager PyTorch: python3 transformer_torch.py parity<threads>|encoder<threads> <repeats>

The blocks are nn.TransformerEncoderLayer without dropout. Parity: n_s = 5, n_b = 16, m = 3, alpha = 0.9, a token a bit, width 128, 4 heads, all places flattened into one read-out, batch 512, Adam;
batches are drawn as one writes it. Encoder: two layers of width 64, 4 heads, 32 tokens of 64, batch 128, cross-entropy of every token, SGD, one batch.
"""
import json
import resource
import sys
import time

import torch
from torch import nn

kind, threads = sys.argv[1][:-1], int(sys.argv[1][-1])
repeats = int(sys.argv[2])
torch.set_num_threads(threads)
torch.manual_seed(1)
SKILLS, BITS, SPARSE, WIDTH, STEPS = 5, 16, 3, 128, 10


class Parity(nn.Module):
    def __init__(self):
        super().__init__()
        length = SKILLS + BITS
        self.embedding = nn.Linear(2 + length, WIDTH)
        self.block = nn.TransformerEncoderLayer(WIDTH, 4, 4 * WIDTH, 0.0, "relu", batch_first=True, norm_first=True)
        self.norm = nn.LayerNorm(WIDTH)
        self.readout = nn.Linear(length * WIDTH, 1)
        self.register_buffer("place", torch.eye(length))
        self.register_buffer("mask", torch.triu(torch.ones(length, length, dtype=torch.bool), 1))

    def forward(self, tokens):
        x = torch.cat([nn.functional.one_hot(tokens, 2).float(), self.place.expand(len(tokens), -1, -1)], 2)
        x = torch.relu(self.embedding(x))
        return self.readout(self.norm(self.block(x, src_mask=self.mask)).flatten(1)).squeeze(1)


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.token, self.position = nn.Embedding(64, 64), nn.Embedding(32, 64)
        self.blocks = nn.TransformerEncoder(nn.TransformerEncoderLayer(64, 4, 256, 0.0, "relu", batch_first=True, norm_first=True), 2, nn.LayerNorm(64))
        self.readout = nn.Linear(64, 64)

    def forward(self, tokens):
        return self.readout(self.blocks(self.token(tokens) + self.position.weight))


frequency = torch.arange(1, SKILLS + 1, dtype=torch.float64) ** -1.9
if kind == "parity":
    model = Parity()
    optimizer = torch.optim.Adam(model.parameters(), 0.001)

    def step():
        skill = torch.multinomial(frequency, 512, replacement=True)
        bits = torch.randint(0, 2, (512, BITS))
        parity = bits[:, : SKILLS * SPARSE].reshape(512, SKILLS, SPARSE).sum(2).gather(1, skill[:, None]).squeeze(1) % 2
        loss = ((model(torch.cat([nn.functional.one_hot(skill, SKILLS), bits], 1)) - (1 - 2 * parity)) ** 2).mean() / 2
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()
else:
    model = Encoder()
    optimizer = torch.optim.SGD(model.parameters(), 0.01)
    tokens = torch.tensor([i * 2654435761 >> 7 & 63 for i in range(128 * 32)]).reshape(128, 32)
    labels = (tokens + 1 & 63).flatten()

    def step():
        loss = nn.functional.cross_entropy(model(tokens).flatten(0, 1), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

model.train()
for _ in range(STEPS):
    last = step()
seconds = []
for _ in range(repeats):
    start = time.perf_counter()
    for _ in range(STEPS):
        last = step()
    seconds.append((time.perf_counter() - start) / STEPS)
print(json.dumps({"seconds": seconds, "checksum": last, "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "version": "PyTorch " + torch.__version__}))
