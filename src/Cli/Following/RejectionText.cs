using MuBench.Pipeline.Intake;
using MuBench.Scoring.Results;
using MuBench.Storage;

namespace MuBench.Cli.Following;

/// <summary>Describes a rejected manifest in words, with every fault.</summary>
internal static class RejectionText
{
    /// <summary>Formats the text.</summary>
    /// <param name="rejection">Why it was rejected.</param>
    /// <param name="file">The manifest's file; null if it is not known.</param>
    public static string Of(Rejection rejection, string? file) => string.Join('\n', rejection.Faults
        .Select(fault => $"{(file is null ? "  " : file + ": ")}{TextTable.Plain(fault.ToString())}")
        .Prepend($"The service rejected the manifest of {rejection.RunId} on {ReportNumbers.Moment(rejection.RejectedAt)} ({StoreLayout.RunRejected(rejection.RunId)}):"));
}
