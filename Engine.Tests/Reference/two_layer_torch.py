#!/usr/bin/env python3
"""Trains a small two-layer ReLU network on bits in PyTorch, in float64, and prints what happened as JSON.

usage: python3 two_layer_torch.py > two-layer-torch.json          (made with PyTorch 1.13)

f_o(i, x) = c_o + sum_h w_oh relu(z_h),  z_h = beta_h + (row i of the control bits) + sum_j W_hj x_j;  i = 1 .. n_s, x = n_b bits.
Every step uses all D points; the loss is the mean over them.

The JSON:
  torch                        version of PyTorch
  skillCount skillBits sparseBits targetScale width samples            n_s, n_b, m, S, H, D
  skills   (D)                 i of each point, from 1
  bits     (D)                 x of each point as an integer: bit j (from 0) is (bits >> j) & 1
  parity   (D)                 0 or 1: the sum mod 2 of bits m(i-1) .. mi-1; f* = S(1 - 2 parity), the label of cross-entropy is the parity
  mse, crossEntropy            what training starts from, with 1 and 2 outputs:
    initial                    parameters (below); multiples of 1/128, so exact in float32
    gradient                   of the loss at `initial` (mse: of the one with 1/2), shaped as the parameters
  cases                        array, one training run each:
    name
    loss                       "halfMse": mean (f*-f)^2/2;  "mse": mean (f*-f)^2;  "crossEntropy": mean -log softmax(f)[label]
    optimizer                  "sgd" (torch.optim.SGD) or "adam" (torch.optim.Adam, betas 0.9, 0.999, eps 1e-8)
    learningRate momentum weightDecay      weight decay is L2: decay x parameter is added to the gradient, biases included
    schedule                   lr_t at step t = 0, 1, .., T-1 as a multiple of learningRate:
                               "constant": 1;  "halving": 0.5^floor(t/20) (StepLR);  "cosine": (1 + cos(pi t/T))/2 (CosineAnnealingLR to 0);
                               "warmup": min(1, (t+1)/10) (LinearLR)
    steps                      T
    learningRates (T)          lr_t as PyTorch had it
    losses   (T+1)             before step 0, 1, .., T-1 and after the last
    flips                      (point, neuron) pairs whose ReLU is on at the start and off at the end, or the other way round
    nearest                    smallest |z_h| met on any point at any step: how far float32 is from taking another branch
    final                      parameters after the last step
Parameters are an object of flat row-major arrays:
  hidden (H, n_s+n_b) control bits first;  hiddenBias (H);  output (O, H);  outputBias (O)
"""
import json
import math

import torch

SKILLS, BITS, SPARSE, S, WIDTH, SAMPLES = 3, 12, 2, 5.0, 5, 64
WEIGHT_SEED = 16379  # of 90,000 tried, the one whose z_h stay farthest from 0 in all cases
NAMES = ("hidden", "hiddenBias", "output", "outputBias")


def words(seed, count):
    """The upper 16 bits of the generator of Numerical Recipes."""
    for _ in range(count):
        seed = (1664525 * seed + 1013904223) % 2**32
        yield seed >> 16


def data():
    drawn = list(words(1, 2 * SAMPLES))
    skills = [1 + (word % 7 >= 4) + (word % 7 >= 6) for word in drawn[:SAMPLES]]  # about 4 : 2 : 1
    bits = [word % 2**BITS for word in drawn[SAMPLES:]]
    parity = [sum(x >> j & 1 for j in range(SPARSE * (i - 1), SPARSE * i)) % 2 for i, x in zip(skills, bits)]
    return skills, bits, parity


def initial(outputs):
    """Multiples of 1/64 in [-0.75, 0.75]; hidden biases are odd multiples of 1/128 in (-0.375, 0.375), so that no z_h is 0 at the start."""
    shapes = (WIDTH, SKILLS + BITS), (WIDTH,), (outputs, WIDTH), (outputs,)
    drawn = words(WEIGHT_SEED, sum(map(math.prod, shapes)))
    flat = [[(next(drawn) % 97 - 48) / 64 for _ in range(math.prod(shape))] for shape in shapes]
    flat[1] = [b / 2 + 1 / 128 if b * 64 % 2 == 0 else b / 2 for b in flat[1]]
    return [torch.tensor(f, dtype=torch.float64).reshape(shape).requires_grad_() for f, shape in zip(flat, shapes)]


def pack(tensors):
    return {name: tensor.detach().flatten().tolist() for name, tensor in zip(NAMES, tensors)}


class Problem:
    def __init__(self):
        self.skills, self.bits, self.parity = data()
        x = [[float(i == k + 1) for k in range(SKILLS)] + [float(b >> j & 1) for j in range(BITS)] for i, b in zip(self.skills, self.bits)]
        self.x = torch.tensor(x, dtype=torch.float64)  # (D, n_s + n_b)
        self.label = torch.tensor(self.parity)
        self.target = (S * (1 - 2 * self.label)).double()

    def loss(self, kind, parameters):
        """The loss and z, (D, H)."""
        hidden, hidden_bias, output, output_bias = parameters
        z = torch.nn.functional.linear(self.x, hidden, hidden_bias)
        f = torch.nn.functional.linear(torch.relu(z), output, output_bias)
        if kind == "crossEntropy":
            return torch.nn.functional.cross_entropy(f, self.label), z
        mse = torch.nn.functional.mse_loss(f.squeeze(1), self.target)
        return (mse / 2 if kind == "halfMse" else mse), z

    def gradient(self, kind, parameters):
        loss, _ = self.loss(kind, parameters)
        return torch.autograd.grad(loss, parameters)

    def train(self, name, loss, optimizer, learning_rate, momentum=0.0, weight_decay=0.0, schedule="constant", steps=40):
        parameters = initial(2 if loss == "crossEntropy" else 1)
        if optimizer == "sgd":
            rule = torch.optim.SGD(parameters, learning_rate, momentum=momentum, weight_decay=weight_decay)
        else:
            rule = torch.optim.Adam(parameters, learning_rate, weight_decay=weight_decay)
        lr = torch.optim.lr_scheduler
        scheduler = {
            "constant": lambda: lr.LambdaLR(rule, lambda t: 1),
            "halving": lambda: lr.StepLR(rule, step_size=20, gamma=0.5),
            "cosine": lambda: lr.CosineAnnealingLR(rule, T_max=steps, eta_min=0),
            "warmup": lambda: lr.LinearLR(rule, start_factor=0.1, end_factor=1, total_iters=9),
        }[schedule]()
        losses, rates, nearest, first = [], [], math.inf, None
        for t in range(steps + 1):
            value, z = self.loss(loss, parameters)
            losses.append(value.item())
            nearest = min(nearest, z.abs().min().item())
            first = z > 0 if first is None else first
            if t == steps:
                break
            rates.append(rule.param_groups[0]["lr"])
            rule.zero_grad()
            value.backward()
            rule.step()
            scheduler.step()
        return {
            "name": name, "loss": loss, "optimizer": optimizer, "learningRate": learning_rate, "momentum": momentum, "weightDecay": weight_decay,
            "schedule": schedule, "steps": steps, "learningRates": rates, "losses": losses,
            "flips": int((first != (z > 0)).sum()), "nearest": nearest, "final": pack(parameters),
        }


CASES = (
    ("SGD, half MSE", "halfMse", "sgd", 0.05),
    ("SGD, MSE", "mse", "sgd", 0.02),
    ("SGD with momentum and weight decay", "halfMse", "sgd", 0.01, 0.9, 1e-2),
    ("Adam", "halfMse", "adam", 1e-2, 0.0, 0.0, "constant", 60),
    ("Adam with weight decay", "halfMse", "adam", 1e-2, 0.0, 5e-2, "constant", 60),
    ("cross-entropy, Adam with weight decay", "crossEntropy", "adam", 1e-2, 0.0, 1e-2, "constant", 60),
    ("cross-entropy, SGD", "crossEntropy", "sgd", 0.5),
    ("SGD, halved every 20 steps", "halfMse", "sgd", 0.05, 0.0, 0.0, "halving", 50),
    ("SGD, cosine to 0", "halfMse", "sgd", 0.05, 0.0, 0.0, "cosine", 40),
    ("SGD, linear warmup of 10 steps", "halfMse", "sgd", 0.05, 0.0, 0.0, "warmup", 30),
)


def text(value, depth=0):
    """JSON with an entry a line for the outer objects and one line for each array of numbers."""
    if isinstance(value, dict) and depth < 3:
        inner = (",\n" + "  " * (depth + 1)).join(f"{json.dumps(key)}: {text(item, depth + 1)}" for key, item in value.items())
        return "{\n" + "  " * (depth + 1) + inner + "\n" + "  " * depth + "}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[" + ", ".join(text(item, depth) for item in value) + "]"
    return json.dumps(value, allow_nan=False)


if __name__ == "__main__":
    torch.set_num_threads(1)
    problem = Problem()
    starts = {"mse": ("halfMse", initial(1)), "crossEntropy": ("crossEntropy", initial(2))}
    print(text({
        "torch": torch.__version__, "skillCount": SKILLS, "skillBits": BITS, "sparseBits": SPARSE, "targetScale": S, "width": WIDTH, "samples": SAMPLES,
        "skills": problem.skills, "bits": problem.bits, "parity": problem.parity,
        **{name: {"initial": pack(start), "gradient": pack(problem.gradient(loss, start))} for name, (loss, start) in starts.items()},
        "cases": [problem.train(*case) for case in CASES],
    }))
