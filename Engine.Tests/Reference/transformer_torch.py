#!/usr/bin/env python3
"""Trains three small transformers in PyTorch, in float64, and prints what happened as JSON.

usage: python3 transformer_torch.py > transformer-torch.json          (made with PyTorch 1.13)

The blocks are PyTorch's own nn.TransformerEncoderLayer and nn.MultiheadAttention, without dropout.
Parameters and tokens are drawn from the generator below, so that they need not be stored: a parameter is (word % 97 - 48) / 256, the scale of a layer norm 1 more.
Parameters are drawn in the order in which they are listed, with the shapes of PyTorch: (outputs, inputs).

The JSON: torch; cases, each with
  name, vocabulary, length, outputs, layers, heads, width, hidden (0: attention only), activation, causal, positions, rectified (a linear layer with relu on one-hot token and position
  instead of tables), normalization (before, after, none), readout (every, last, flattened), batch
  tokens (batch*length), targets (as many as rows are read out)
  loss ("halfMse": mean (f-y)^2/2; "crossEntropy": mean over rows), optimizer (sgd, adam, adamw), learningRate, momentum, weightDecay
  gradient: of the loss at the start, an array for each parameter
  losses: before each of 6 steps
"""
import json
import math

import torch
from torch import nn


def words(seed):
    """The upper 16 bits of the generator of Numerical Recipes."""
    while True:
        seed = (1664525 * seed + 1013904223) % 2**32
        yield seed >> 16


class Transformer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        e = c["width"]
        if c["rectified"]:
            self.embedding = nn.Linear(c["vocabulary"] + c["length"], e)
        else:
            self.token = nn.Embedding(c["vocabulary"], e)
            if c["positions"]:
                self.position = nn.Embedding(c["length"], e)
        if c["hidden"]:
            self.blocks = nn.ModuleList(nn.TransformerEncoderLayer(e, c["heads"], c["hidden"], 0.0, c["activation"], batch_first=True, norm_first=c["normalization"] == "before") for _ in range(c["layers"]))
        else:
            self.blocks = nn.ModuleList(nn.MultiheadAttention(e, c["heads"], batch_first=True) for _ in range(c["layers"]))
        if c["normalization"] == "before":
            self.norm = nn.LayerNorm(e)
        self.readout = nn.Linear(e * (c["length"] if c["readout"] == "flattened" else 1), c["outputs"])

    def forward(self, tokens):
        c = self.c
        batch, length = tokens.shape
        if c["rectified"]:
            one_hot = torch.cat([nn.functional.one_hot(tokens, c["vocabulary"]), torch.eye(length, dtype=torch.int64).expand(batch, length, length)], 2).double()
            x = torch.relu(self.embedding(one_hot))
        else:
            x = self.token(tokens)
            if c["positions"]:
                x = x + self.position(torch.arange(length))
        mask = torch.triu(torch.ones(length, length, dtype=torch.bool), 1) if c["causal"] else None
        for block in self.blocks:
            x = block(x, src_mask=mask) if c["hidden"] else x + block(x, x, x, attn_mask=mask, need_weights=False)[0]
        if c["normalization"] == "before":
            x = self.norm(x)
        x = {"every": lambda: x, "last": lambda: x[:, -1], "flattened": lambda: x.flatten(1)}[c["readout"]]()
        return self.readout(x)

    def arrays(self):
        """Parameters in our order: a list of (array, whether it is the scale of a norm). An embedding that is a linear layer is cut into its two tables, transposed, and its bias."""
        c = self.c
        if c["rectified"]:
            yield "token", self.embedding.weight, slice(0, c["vocabulary"])
            yield "position", self.embedding.weight, slice(c["vocabulary"], None)
            yield "bias", self.embedding.bias, None
        else:
            yield "token", self.token.weight, None
            if c["positions"]:
                yield "position", self.position.weight, None
        for block in self.blocks:
            attention = block.self_attn if c["hidden"] else block
            norms = c["hidden"] and c["normalization"] != "none"
            if norms:
                yield "scale", block.norm1.weight, None
                yield "shift", block.norm1.bias, None
            for p in (attention.in_proj_weight, attention.in_proj_bias, attention.out_proj.weight, attention.out_proj.bias):
                yield "", p, None
            if not c["hidden"]:
                continue
            if norms:
                yield "scale", block.norm2.weight, None
                yield "shift", block.norm2.bias, None
            for p in (block.linear1.weight, block.linear1.bias, block.linear2.weight, block.linear2.bias):
                yield "", p, None
        if c["normalization"] == "before":
            yield "scale", self.norm.weight, None
            yield "shift", self.norm.bias, None
        yield "", self.readout.weight, None
        yield "", self.readout.bias, None

    def draw(self):
        source = words(7)
        with torch.no_grad():
            for kind, p, columns in self.arrays():
                part = p if columns is None else p[:, columns].t()
                values = torch.tensor([(next(source) % 97 - 48) / 256 + (kind == "scale") for _ in range(part.numel())], dtype=torch.float64).reshape(part.shape)
                if columns is None:
                    p.copy_(values)
                else:
                    p[:, columns] = values.t()

    def gradient(self):
        return [(p.grad if columns is None else p.grad[:, columns].t()).flatten().tolist() for _, p, columns in self.arrays()]


def run(c):
    source = words(11)
    rows = c["batch"] * (c["length"] if c["readout"] == "every" else 1)
    tokens = [next(source) % c["vocabulary"] for _ in range(c["batch"] * c["length"])]
    targets = [next(source) % 5 - 2 if c["loss"] == "halfMse" else next(source) % c["outputs"] for _ in range(rows)]
    model = Transformer(c).double()
    model.draw()
    model.train()
    x = torch.tensor(tokens).reshape(c["batch"], c["length"])
    optimizer = {
        "sgd": lambda: torch.optim.SGD(model.parameters(), c["learningRate"], momentum=c["momentum"], weight_decay=c["weightDecay"]),
        "adam": lambda: torch.optim.Adam(model.parameters(), c["learningRate"], weight_decay=c["weightDecay"]),
        "adamw": lambda: torch.optim.AdamW(model.parameters(), c["learningRate"], weight_decay=c["weightDecay"]),
    }[c["optimizer"]]()
    losses, gradient = [], None
    for _ in range(6):
        f = model(x).reshape(rows, c["outputs"])
        if c["loss"] == "halfMse":
            loss = ((f.squeeze(1) - torch.tensor(targets)) ** 2).mean() / 2
        else:
            loss = nn.functional.cross_entropy(f, torch.tensor(targets))
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        gradient = gradient or model.gradient()
        optimizer.step()
    return {**c, "tokens": tokens, "targets": targets, "losses": losses, "gradient": gradient}


def case(name, **given):
    standard = dict(vocabulary=2, length=5, outputs=1, layers=1, heads=2, width=12, hidden=20, activation="relu", causal=True, positions=True, rectified=False, normalization="before",
                    readout="every", batch=6, loss="crossEntropy", optimizer="sgd", learningRate=0.05, momentum=0.0, weightDecay=0.0)
    return {"name": name, **standard, **given}


CASES = [
    case("parity", rectified=True, readout="flattened", loss="halfMse", learningRate=0.005, momentum=0.9, weightDecay=0.01),
    case("encoder", vocabulary=7, outputs=9, layers=2, heads=3, causal=False, normalization="after", activation="gelu", optimizer="adam", learningRate=0.01, weightDecay=0.02),
    case("attention only", vocabulary=5, outputs=5, layers=2, hidden=0, positions=False, normalization="none", readout="last", optimizer="adamw", learningRate=0.01, weightDecay=0.1),
]

if __name__ == "__main__":
    torch.set_num_threads(1)
    lines = []
    for result in map(run, CASES):
        result["gradient"] = [[float(f"{g:.9g}") for g in array] for array in result["gradient"]]
        lines.append("    {" + ",\n     ".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in result.items()) + "}")
    print('{\n  "torch": ' + json.dumps(torch.__version__) + ',\n  "cases": [\n' + ",\n".join(lines) + "\n  ]\n}")
