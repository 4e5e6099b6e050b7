namespace ScalingTools.Composition;

/// <summary>From learning curves to sample thresholds.</summary>
internal static class CompositionThresholds
{
    /// <summary>A row for each hop length of a run, as soon as the run has ended; runs of the theory's curriculum that differ in n are one.</summary>
    public static IEnumerable<CompositionThreshold> Of(IEnumerable<CompositionAccuracy[]> measurements, double threshold)
    {
        List<CompositionAccuracy[]> run = [];
        List<CompositionAccuracy[]> theory = []; // the end of each n
        foreach (CompositionAccuracy[] rows in measurements)
        {
            if (run.Count > 0 && run[^1][0].Run != rows[0].Run)
            {
                foreach (CompositionThreshold row in End())
                    yield return row;
            }
            run.Add(rows);
        }
        foreach (CompositionThreshold row in End())
            yield return row;
        foreach (IGrouping<long, CompositionAccuracy[]> seed in theory.GroupBy(rows => rows[0].Seed))
            foreach (CompositionThreshold row in Rows([.. seed.OrderBy(rows => rows[0].Samples)], threshold))
                yield return row;

        IEnumerable<CompositionThreshold> End()
        {
            if (run.Count == 0)
                return [];
            CompositionAccuracy[][] ended = [.. run];
            run.Clear();
            if (ended[0][0].Regime != CompositionRegime.TheoryCurriculum)
                return Rows(ended, threshold);
            theory.Add(ended[^1]);
            return [];
        }
    }

    private static IEnumerable<CompositionThreshold> Rows(CompositionAccuracy[][] curve, double threshold) => curve[0].Select((first, level) =>
    {
        int from = curve.Length;
        while (from > 0 && curve[from - 1][level].Accuracy >= threshold)
            from--;
        CompositionAccuracy? reached = from < curve.Length ? curve[from][level] : null, last = curve[^1][level];
        CompositionTheory theory = CompositionTheory.Of(first.Length, first.Size);
        return new CompositionThreshold
        {
            Regime = first.Regime, Length = first.Length, Size = first.Size, Width = first.Width, TaskSeed = first.TaskSeed, Seed = first.Seed, HopLength = first.HopLength,
            Threshold = threshold, Step = reached?.Step, Samples = reached?.Samples, Budget = last.Samples, Accuracy = last.Accuracy, ChanceLevel = first.ChanceLevel,
            InformationSamples = theory.InformationSamples, CurriculumSamples = theory.CurriculumSamples, DirectQueries = theory.DirectQueries, Run = first.Run,
        };
    });
}
