namespace ScalingTools.Networks;

/// <summary>One measurement of a run.</summary>
/// <param name="Step">T.</param>
/// <param name="TrainingLoss">The loss on the batch of the last step; null at step 0 and where it was not finite.</param>
/// <param name="Outcome">Training, or how it ended.</param>
/// <param name="Skills">The state of every skill; empty where training diverged.</param>
internal sealed record MeasuredStep(long Step, double? TrainingLoss, NetworkOutcome Outcome, SkillState[] Skills)
{
    public void Write(BinaryWriter to)
    {
        to.Write(Step);
        to.Write(TrainingLoss ?? double.NaN);
        to.Write((int)Outcome);
        to.Write(Skills.Length);
        foreach (SkillState skill in Skills)
        {
            to.Write(skill.Strength);
            to.Write(skill.StandardError ?? double.NaN);
            to.Write(skill.Loss);
        }
    }

    public static MeasuredStep Read(BinaryReader from)
    {
        long step = from.ReadInt64();
        double? loss = RowValue.Finite(from.ReadDouble());
        var outcome = (NetworkOutcome)from.ReadInt32();
        var skills = new SkillState[from.ReadInt32()];
        for (int k = 0; k < skills.Length; k++)
            skills[k] = new SkillState(from.ReadDouble(), RowValue.Finite(from.ReadDouble()), from.ReadDouble());
        return new MeasuredStep(step, loss, outcome, skills);
    }
}
