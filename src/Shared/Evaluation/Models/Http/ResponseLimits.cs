using System.Globalization;

namespace MuBench.Models.Http;

/// <summary>
/// The size limits of an endpoint's responses. A server that sends without end fails the call and uses no more memory
/// than this.
/// </summary>
public sealed record ResponseLimits
{
    /// <summary>Name of the setting: whole mebibytes (MiB) of one response.</summary>
    public const string Setting = "MUBENCH_MAX_RESPONSE_MIB";

    private const int DefaultMebibytes = 16;
    private const int MaxMebibytes = 1024;
    private const int FilesPerResponse = 16;
    private const long MaxFileBytes = 1L << 30;

    /// <summary>Maximum size of a response body in bytes.</summary>
    /// <value>Default 16 MiB.</value>
    public long MaxBytes { get; init; } = (long)DefaultMebibytes << 20;

    /// <summary>Maximum size of a batch's result file in bytes: 16 times <see cref="MaxBytes"/>, at most 1 GiB.</summary>
    /// <value>Default 256 MiB.</value>
    public long MaxBatchFileBytes => Math.Min(FilesPerResponse * MaxBytes, MaxFileBytes);

    /// <summary>Reads the setting's value; the default if it is null or blank.</summary>
    /// <exception cref="UserException">The value is not a whole number from 1 to 1024.</exception>
    public static ResponseLimits Of(string? setting) =>
        string.IsNullOrWhiteSpace(setting) ? new ResponseLimits()
        : int.TryParse(setting.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes) && mebibytes is >= 1 and <= MaxMebibytes
            ? new ResponseLimits { MaxBytes = (long)mebibytes << 20 }
            : throw new UserException($"The setting {Setting} should be a whole number of MiB from 1 to {MaxMebibytes}, such as {DefaultMebibytes}.");
}
