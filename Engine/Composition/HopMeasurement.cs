using ScalingTools.Networks;

namespace ScalingTools.Composition;

/// <summary>One measurement of a run.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Level">log2 of the hop length that the curriculum is at.</param>
/// <param name="Outcome">Training, or how it ended.</param>
/// <param name="Hops">Loss, accuracy and its standard error for hops of length 1, 2, 4, …; empty where training diverged.</param>
internal sealed record HopMeasurement(long Step, int Level, NetworkOutcome Outcome, (double Loss, double Accuracy, double StandardError)[] Hops)
{
    public void Write(BinaryWriter to)
    {
        to.Write(Step);
        to.Write(Level);
        to.Write((int)Outcome);
        to.Write(Hops.Length);
        foreach ((double loss, double accuracy, double error) in Hops)
        {
            to.Write(loss);
            to.Write(accuracy);
            to.Write(error);
        }
    }

    public static HopMeasurement Read(BinaryReader from)
    {
        long step = from.ReadInt64();
        int level = from.ReadInt32();
        var outcome = (NetworkOutcome)from.ReadInt32();
        var hops = new (double, double, double)[from.ReadInt32()];
        for (int i = 0; i < hops.Length; i++)
            hops[i] = (from.ReadDouble(), from.ReadDouble(), from.ReadDouble());
        return new HopMeasurement(step, level, outcome, hops);
    }
}
