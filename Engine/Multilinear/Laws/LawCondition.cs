namespace ScalingTools.Multilinear;

/// <summary>One condition of a theorem, in words, and whether it holds.</summary>
internal readonly record struct LawCondition(string Text, bool Holds);
