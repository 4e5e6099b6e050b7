using System.Diagnostics;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Benchmarks;

/// <summary>Online SGD on an additive teacher with its fresh data: the same work as <c>peers/teacher_student_torch.py</c>.</summary>
internal static class TeacherStudentWork
{
    /// <summary>Seconds of a step on one sample; the loss after the warm-up in units of 10^-3.</summary>
    public static SideBySide.Outcome One(int repeats) => Steps(1, 1, 5000, repeats);

    /// <summary>Seconds of a step on a batch of 256.</summary>
    /// <param name="threads">Threads.</param>
    /// <param name="repeats">How many times 100 steps are timed.</param>
    public static SideBySide.Outcome Batch(int threads, int repeats) => Steps(256, threads, 100, repeats);

    private static SideBySide.Outcome Steps(int batch, int threads, int together, int repeats)
    {
        using OnlineSgd sgd = new(new() { Teacher = AdditiveTeacher.PowerLaw(16, 1), Dimension = 256, Width = 64, BatchSize = batch, LearningRate = 1e-6, InitialScale = 0.01 }, 1, threads);
        long step = 2 * together;
        sgd.AdvanceTo(step, default);
        double loss = 1e3 * sgd.Measure().Loss;
        double[] seconds = new double[repeats];
        for (int i = 0; i < repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            sgd.AdvanceTo(step += together, default);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds / together;
        }
        return new SideBySide.Outcome(seconds, loss, 0, "");
    }
}
