using System.Text.Json.Serialization;
using MuBench.Versions;

namespace MuBench.Reports;

/// <summary>One of two compared runs.</summary>
/// <param name="Id">The run id.</param>
/// <param name="Dataset">Name of its dataset.</param>
/// <param name="Revision">Revision of its dataset.</param>
/// <param name="Questions">Number of questions that it asked per model.</param>
public sealed record ComparedRun(string Id, string Dataset, string Revision, int Questions)
{
    /// <summary>The rule by which its images of more than 8 bits per sample were shown; null if it has none, or if its dataset does not record depths.</summary>
    public string? Display { get; init; }

    /// <summary>The id of the run that it is an excerpt of; null if it is whole.</summary>
    public string? ExcerptOf { get; init; }

    /// <summary>The code that scored it; null if the run has no report.</summary>
    public ReportCode? Code { get; init; }

    /// <summary>Whether the run is a sample that a rule stopped.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Sampled { get; init; }
}
