using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ScalingTools;

/// <summary>
/// The id of a run: a hash of everything its result depends on, so that the same options give the same id on every machine.
/// The prefix keeps spreadsheets from reading it as a number.
/// </summary>
internal static class RunId
{
    /// <summary>"run-" and eight hexadecimal digits.</summary>
    /// <param name="parts">The options that determine the result, in a fixed order.</param>
    public static string Of(params object?[] parts)
    {
        string text = string.Join('|', parts.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));
        return "run-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
    }
}
