using ScalingTools.Backends;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>What a backend is to train, and where.</summary>
/// <param name="Device">Where.</param>
/// <param name="Network">The model record.</param>
/// <param name="Loss">Of a row.</param>
/// <param name="Start">θ_0 of a model that is taken relative to its start; null for others.</param>
internal sealed record BackendTask(BackendDevice Device, object Network, NetworkLoss Loss, ParameterSet? Start = null);
