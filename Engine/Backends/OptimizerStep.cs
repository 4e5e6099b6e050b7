using ScalingTools.Networks;

namespace ScalingTools.Backends;

/// <summary>The step of an optimiser from t to t + 1, as <see cref="ParameterUpdate"/> makes it.</summary>
/// <param name="Optimizer">Whose.</param>
/// <param name="Rate">η_t.</param>
/// <param name="Momentum">μ of Sgd.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="Step">t, from 0.</param>
/// <param name="SecondDecay">β_2 of Adam.</param>
internal readonly record struct OptimizerStep(NetworkOptimizer Optimizer, double Rate, double Momentum, double WeightDecay, long Step, double SecondDecay = ParameterUpdate.Beta2);
