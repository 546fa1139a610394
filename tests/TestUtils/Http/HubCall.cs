namespace MuBench.TestUtils.Http;

/// <summary>A request that a <see cref="LoopbackHub"/> got.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="IsContent">Whether it went to the host that sends the content, and not to the one that redirects there.</param>
/// <param name="File">The name of the file.</param>
/// <param name="Start">Offset of the first byte asked for; null where all was.</param>
/// <param name="End">Offset after the last byte asked for; null where all was.</param>
/// <param name="IfRange">The entity tag that the range is of.</param>
/// <param name="Authorization">The header, null where there was none.</param>
public sealed record HubCall(int Number, bool IsContent, string File, long? Start, long? End, string? IfRange, string? Authorization)
{
    /// <summary>Whether it asks for one byte, to learn about the file.</summary>
    public bool IsProbe => Start == 0 && End == 1;

    /// <summary>Ends when the caller is gone.</summary>
    public CancellationToken Aborted { get; init; }
}
