namespace ScalingTools.Sweeps;

/// <summary>Makes the index again from the files: all planned runs, and what became of them. Times of attempts are lost, results are not.</summary>
internal static class IndexRebuild
{
    /// <summary>Whether there is anything to make an index of.</summary>
    public static bool HasRuns(RunFiles files) => new PlanFile(files.Folder).Read().Any() || files.All().Any();

    /// <summary>Moves a damaged index out of the way.</summary>
    /// <returns>Its new path.</returns>
    public static string SetAside(string path)
    {
        string aside = $"{path}.damaged-{DateTime.UtcNow:yyyyMMdd-HHmmss-fff}";
        File.Move(path, aside);
        foreach (string suffix in new[] { "-wal", "-shm" })
            if (File.Exists(path + suffix))
                File.Move(path + suffix, aside + suffix);
        return aside;
    }

    /// <summary>Fills an empty index.</summary>
    /// <returns>How many results were damaged; their runs are planned again.</returns>
    public static int Fill(RunIndex index, RunFiles files)
    {
        int damaged = 0;
        index.InTransaction(() =>
        {
            foreach ((string sweep, RunConfiguration run) in new PlanFile(files.Folder).Read())
                index.Add(sweep, run);
            foreach (string path in files.All())
            {
                try
                {
                    RunReader.Summary found = RunReader.Check(path);
                    index.Add("", found.Configuration);
                    // Both of one run: the result is the later one, since it deletes the failure.
                    if (found.Failure is null || !File.Exists(files.Result(found.Configuration.Hash)))
                        index.Set(found.Configuration.Hash, found.Failure is null ? RunState.Completed : RunState.Failed, new DateTimeOffset(found.Ended).ToUnixTimeMilliseconds(), found.Rows, found.Failure);
                }
                catch (ScalingException e) when (e.Error == ScalingError.StoreDamaged)
                {
                    damaged++;
                }
            }
        });
        return damaged;
    }
}
