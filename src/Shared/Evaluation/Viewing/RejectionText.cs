using MuBench.Pipeline.Intake;
using MuBench.Printing;
using MuBench.Scoring.Results;
using MuBench.Storage;

namespace MuBench.Viewing;

/// <summary>Describes a rejected manifest in words, with every fault.</summary>
public static class RejectionText
{
    /// <summary>Formats the text.</summary>
    /// <param name="rejection">Why it was rejected.</param>
    /// <param name="file">The manifest's file; null if it is not known.</param>
    public static string Of(Rejection rejection, string? file)
    {
        ArgumentNullException.ThrowIfNull(rejection);
        return string.Join('\n', rejection.Faults
            .Select(fault => $"{(file is null ? "  " : file + ": ")}{ShownText.Line(fault.ToString())}")
            .Prepend($"The service rejected the manifest of {rejection.RunId} on {ReportNumbers.Moment(rejection.RejectedAt)} ({StoreLayout.RunRejected(rejection.RunId)}):"));
    }
}
