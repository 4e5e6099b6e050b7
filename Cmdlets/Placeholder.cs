namespace ScalingTools.Cmdlets;
internal static class Placeholder { }
