using System.Management.Automation;
using ScalingTools.DeepNetworks;

namespace ScalingTools.Cmdlets;

/// <summary>Trains decoder-only transformers to predict the next token of a text, lazily or richly, and measures the cross-entropy on what is held out.</summary>
/// <remarks>
/// <para>
/// Transformers in mean-field parameterisation with richness γ_0, stochastic gradient descent on the cross-entropy, logits relative to the start: every run begins at ln V, and a small γ_0 is the lazy limit,
/// in which the transformer is linear in its parameters. Tokens are bytes, or with -Vocabulary above 256 pairs of tokens learnt from the text. Training takes random pieces of the first nine tenths of
/// the text; TestLoss is measured on the last tenth, in nats a token, and BitsPerByte does not depend on how tokens are cut.
/// </para>
/// <para>
/// The theory of feature learning says: where a lazy run falls as t^-β, β &lt; 1, a rich one falls as t^-2β/(1+β); the paper compares with the first step of its argument, t^-β(2-β). Fit β with Measure-ScalingExponent.
/// </para>
/// <para>A run whose loss is no longer finite ends with Outcome Diverged and an error, its rows kept. The same seed gives the same rows on any number of threads.</para>
/// </remarks>
/// <example>
/// Lazy and rich on a text of your own; here a few words.
/// <code>$text = 'the quick brown fox jumps over the lazy dog. ' * 100
/// Invoke-LanguageTraining -Text $text -Richness 0.01, 1 -Steps 50 -ContextLength 16 -Width 32</code>
/// </example>
/// <example>
/// How fast does the loss on a file fall?
/// <code>Set-Content novel.txt ('It was the best of times, it was the worst of times. ' * 200)
/// Invoke-LanguageTraining novel.txt -Steps 100 -ContextLength 16 -Width 32 | Measure-ScalingExponent -X Step -Y TestLoss -XMin 5</code>
/// </example>
/// <seealso href="https://arxiv.org/abs/2409.17858">Bordelon, Atanasov and Pehlevan, How feature learning can improve neural scaling laws</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "LanguageTraining", DefaultParameterSetName = PathSet)]
[OutputType(typeof(LanguageLoss))]
public sealed class InvokeLanguageTrainingCommand : DeepTrainingCmdlet
{
    private const string PathSet = "Path", TextSet = "Text";

    /// <summary>A file of UTF-8 text.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true), Alias("FullName", "PSPath")]
    public string Path { get; set; } = "";

    /// <summary>The text itself.</summary>
    [Parameter(ParameterSetName = TextSet, Mandatory = true)]
    public string Text { get; set; } = "";

    /// <summary>V, different tokens: 256 for bytes, more for pairs learnt from the text.</summary>
    /// <value>256</value>
    [Parameter, ValidateRange(256, 65_536)]
    public int Vocabulary { get; set; } = 256;

    /// <summary>γ_0, a run for each: 0.01 is lazy, 1 is rich.</summary>
    /// <value>1</value>
    [Parameter, LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double[]? Richness { get; set; } = [1];

    /// <summary>η, which is multiplied by γ_0² E.</summary>
    /// <value>0.3</value>
    [Parameter]
    public double LearningRate { get; set; } = 0.3;

    /// <summary>μ of stochastic gradient descent with momentum.</summary>
    /// <value>0</value>
    [Parameter]
    public double Momentum { get; set; }

    /// <summary>Sequences in a step.</summary>
    /// <value>16</value>
    [Parameter]
    public int BatchSize { get; set; } = 16;

    /// <summary>Tokens that a prediction can look back on.</summary>
    /// <value>64</value>
    [Parameter]
    public int ContextLength { get; set; } = 64;

    /// <summary>Blocks of attention and MLP.</summary>
    /// <value>2</value>
    [Parameter]
    public int Layers { get; set; } = 2;

    /// <summary>Heads of each attention, which divide the width.</summary>
    /// <value>4</value>
    [Parameter]
    public int Heads { get; set; } = 4;

    /// <summary>E, the width of the residual stream.</summary>
    /// <value>64</value>
    [Parameter]
    public int Width { get; set; } = 64;

    /// <summary>Sequences of what is held out that are measured on.</summary>
    /// <value>64</value>
    [Parameter]
    public int TestSequences { get; set; } = 64;

    /// <inheritdoc/>
    protected override object? PipelineItem => Path;

    /// <inheritdoc/>
    protected override void Process()
    {
        LanguageCorpus corpus = ParameterSetName == TextSet ? LanguageCorpus.FromText(Text, vocabulary: Vocabulary) : LanguageCorpus.Read(GetUnresolvedProviderPathFromPSPath(Path), Vocabulary);
        Explain($"{corpus.TrainTokenCount} tokens to train on, {corpus.TestTokenCount} held out, {corpus.Vocabulary} different.");
        WriteRuns(LanguageTraining.Run(new()
        {
            Corpus = corpus, Richness = Richness ?? [], Steps = Steps, LearningRate = LearningRate, Momentum = Momentum, BatchSize = BatchSize, ContextLength = ContextLength, Layers = Layers, Heads = Heads,
            Width = Width, Seeds = Seed ?? [], MeasureAt = MeasureAt ?? [], TestSequences = TestSequences, Threads = Threads ?? 0, Backend = Backend, Device = Device,
        }, Progress, Cancellation), row => row.Failure());
    }
}
