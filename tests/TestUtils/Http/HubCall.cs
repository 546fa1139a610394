namespace MuBench.TestUtils.Http;

/// <summary>A request that a <see cref="LoopbackHub"/> received.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="IsContent">Whether it was sent to the content host; otherwise it was sent to the host that redirects.</param>
/// <param name="File">The name of the file.</param>
/// <param name="Start">Offset of the first requested byte; null for the whole file.</param>
/// <param name="End">Offset after the last requested byte; null for the whole file.</param>
/// <param name="IfRange">The entity tag in the <c>If-Range</c> header.</param>
/// <param name="Authorization">The header; null if there was none.</param>
public sealed record HubCall(int Number, bool IsContent, string File, long? Start, long? End, string? IfRange, string? Authorization)
{
    /// <summary>Whether it requests one byte, to read the file's headers.</summary>
    public bool IsProbe => Start == 0 && End == 1;

    /// <summary>Fires when the caller disconnects.</summary>
    public CancellationToken Aborted { get; init; }
}
