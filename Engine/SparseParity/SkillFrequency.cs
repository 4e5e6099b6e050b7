namespace ScalingTools.SparseParity;

/// <summary>How often the skills of a data set occur.</summary>
public enum SkillFrequency
{
    /// <summary>P_s(k) ∝ k^-(α+1) (<see cref="ZipfSkills"/>).</summary>
    Zipf,
    /// <summary>P_s(k) = 1/n_s (<see cref="UniformSkills"/>).</summary>
    Uniform,
    /// <summary>P_s(k) ∝ w_k, given one by one (<see cref="WeightedSkills"/>).</summary>
    Weighted,
}
