using System.Management.Automation;
using ScalingTools.DeepNetworks;

namespace ScalingTools.Cmdlets;

/// <summary>Reads images and their classes from files that you have, or generates synthetic digits.</summary>
/// <remarks>
/// <para>
/// IDX files as of MNIST (…-images-idx3-ubyte with …-labels-idx1-ubyte beside it, also .gz), the binary version of CIFAR-10 (data_batch_1.bin …) and NumPy archives of bytes (cifar5m_part0.npz …, arrays X and Y); a folder of either is read
/// as its training set. Magic numbers, sizes and classes are checked, and an error names the file and the offset.
/// </para>
/// <para>
/// Images of unpacked IDX files and of archives that were saved without compression are not loaded: each is read when training asks for it, so that data sets may be larger than memory. Leave the files in place meanwhile.
/// </para>
/// <para>
/// -Synthetic draws digits of a few strokes, turned, sheared, scaled and noisy, so that experiments run without any download. The pixels are behind GetPixels, the classes behind GetLabel.
/// </para>
/// </remarks>
/// <example>
/// Twenty thousand small digits.
/// <code>Import-VisionDataset -Synthetic -Count 20000 -Size 16</code>
/// </example>
/// <example>
/// IDX files, as those of MNIST: here two images of one row and two columns.
/// <code>
/// Set-Content two-images-idx3-ubyte -AsByteStream ([byte[]](0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 40))
/// Set-Content two-labels-idx1-ubyte -AsByteStream ([byte[]](0, 0, 8, 1, 0, 0, 0, 2, 7, 1))
/// Import-VisionDataset ./two-images-idx3-ubyte
/// </code>
/// </example>
/// <seealso cref="InvokeVisionTrainingCommand"/>
[Cmdlet(VerbsData.Import, "VisionDataset", DefaultParameterSetName = PathSet)]
[OutputType(typeof(VisionDataset))]
public sealed class ImportVisionDatasetCommand : ScalingCmdlet
{
    private const string PathSet = "Path", SyntheticSet = "Synthetic";

    /// <summary>A file of images, or a folder.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true), Alias("FullName", "PSPath")]
    public string Path { get; set; } = "";

    /// <summary>The file of IDX labels.</summary>
    /// <value>the one beside the images</value>
    [Parameter(ParameterSetName = PathSet)]
    public string? LabelPath { get; set; }

    /// <summary>Generates digits instead.</summary>
    [Parameter(ParameterSetName = SyntheticSet, Mandatory = true)]
    public SwitchParameter Synthetic { get; set; }

    /// <summary>How many.</summary>
    /// <value>10000</value>
    [Parameter(ParameterSetName = SyntheticSet)]
    public int Count { get; set; } = 10_000;

    /// <summary>Rows and columns, 8 to 64.</summary>
    /// <value>28</value>
    [Parameter(ParameterSetName = SyntheticSet)]
    public int Size { get; set; } = 28;

    /// <summary>Which digits.</summary>
    /// <value>1</value>
    [Parameter(ParameterSetName = SyntheticSet)]
    public long Seed { get; set; } = 1;

    /// <inheritdoc/>
    protected override object? PipelineItem => Path;

    /// <inheritdoc/>
    protected override void Process() => WriteObject(ParameterSetName == SyntheticSet
        ? SyntheticDigits.Generate(Count, Seed, Size)
        : VisionFiles.Read(GetUnresolvedProviderPathFromPSPath(Path), LabelPath is null ? null : GetUnresolvedProviderPathFromPSPath(LabelPath)));
}
