namespace ScalingTools.Networks;

/// <summary>Settings of a published experiment. Whatever is given besides takes the place of the preset's value.</summary>
public enum NetworkPreset
{
    /// <summary>Nam et al. 2024, Fig. 1(a), App. I: emergence in time. Sgd, learning rate 0.05, σ = 0.001, batch 4000, width 1000, 30,000 steps, measured every 50.</summary>
    Nam2024Time,
    /// <summary>Fig. 1(b): emergence in data. Sgd, learning rate 0.05 halved every 50,000 of 500,000 steps, batch 2000 out of D, width 1000, measured at the end.</summary>
    Nam2024Data,
    /// <summary>Fig. 1(c): emergence in parameters. Adam, learning rate 0.001 halved every 50,000 of 500,000 steps, weight decay 5·10^-5, batch 4000, widths 2 to 48, measured at the end.</summary>
    Nam2024Parameters,
    /// <summary>Fig. 1(a) as the authors' code has it: the loss is E(f-f*)² without the ½, strengths are centred, and R_k(0) is taken to be σ²/3.6.</summary>
    Nam2024TimeCode,
    /// <summary>Fig. 6(a), left, as the authors' code has it: one skill, learning rate 0.02, σ = 0.01, else as <see cref="Nam2024TimeCode"/>.</summary>
    Nam2024CalibrationCode,
    /// <summary>
    /// Michaud et al. 2023, Section 3: scaling in steps and the transitions of single tasks. 500 random skills of 3 out of 100 bits, α = 0.4, 0/1 labels, cross-entropy, Adam with
    /// learning rate 0.001, batch 20,000, PyTorch's initialisation, 1000 test samples of each skill, width 500, 200,000 steps.
    /// </summary>
    Michaud2023,
    /// <summary>Scaling in parameters: 30 widths from 10 to 500, measured at the end, else as <see cref="Michaud2023"/>.</summary>
    Michaud2023Parameters,
    /// <summary>
    /// Scaling in data with early stopping: 30 data set sizes from 10,000 to 5,000,000, 1,000,000 steps, measured every 100, else as <see cref="Michaud2023"/>. The authors go
    /// through the data in epochs; here every batch is drawn with replacement.
    /// </summary>
    Michaud2023Data,
    /// <summary>
    /// Nam et al. 2024, v3, Fig. 4 and App. K.2: a decoder block of width 512 with 4 heads. α = 0.9, S = 1, five skills of 3 of 32 bits, Sgd with learning rate 5·10^-5, momentum 0.9, weight decay 10^-5,
    /// batch 5000, measured every 100 steps on 20,000 samples of each skill. Two to three days a run on a GPU for the authors, who do not print its length: 500,000 steps here.
    /// </summary>
    Nam2024Transformer,
    /// <summary>The same experiment in minutes: width 64, 3 of 16 bits, Adam with learning rate 0.001, batch 512, 15,000 steps, measured every 50 on 2000 samples of each skill.</summary>
    Nam2024TransformerSmall,
    /// <summary>The same experiment in a minute: as <see cref="Nam2024TransformerSmall"/> with skills of 2 of 16 bits and 1500 steps, measured every 20.</summary>
    Nam2024TransformerQuick,
}
