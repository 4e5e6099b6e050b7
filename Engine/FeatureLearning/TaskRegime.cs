namespace ScalingTools.FeatureLearning;

/// <summary>How hard a task is for the kernel at initialisation, which decides what limits training (arXiv:2409.17858, Table 1).</summary>
public enum TaskRegime
{
    /// <summary>β &lt; 1: the target has no finite norm in the kernel's space; features that move learn it faster.</summary>
    Hard,
    /// <summary>1 ≤ β &lt; 2 - 1/α: at the compute optimum the finite width shows in transients.</summary>
    Easy,
    /// <summary>β ≥ 2 - 1/α: the noise of batches limits training in the end.</summary>
    SuperEasy,
}
