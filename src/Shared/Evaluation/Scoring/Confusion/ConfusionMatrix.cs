using System.Text.Json.Serialization;
using MuBench.Json;

namespace MuBench.Scoring.Confusion;

/// <summary>
/// The options that a model chose for the images of each class of one source dataset, on the fine questions that it
/// answered. The options of a question are a sample of the classes, so a count must be compared with how often the
/// option was offered. The rate of a confusion is <c>chosen / offered</c>.
/// </summary>
public sealed record ConfusionMatrix
{
    /// <summary>Task of the questions: <c>fine</c>.</summary>
    public required string Task { get; init; }

    /// <summary>The source dataset.</summary>
    public required string Source { get; init; }

    /// <summary>The protocol by which the responses were read.</summary>
    public required string Protocol { get; init; }

    /// <summary>Number of answered questions; those that failed or were not run are left out.</summary>
    public required int N { get; init; }

    /// <summary>
    /// The texts of options and correct options, in ordinal order, <c>none of the above</c> last. At most <see
    /// cref="ConfusionCounter.MaxClasses"/>: if there are more, the rarest are pooled in the last class, whose name is
    /// their number.
    /// </summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>
    /// One row per correct class, one column per option: number of questions that offered the option. For the pooled
    /// class, the number of options.
    /// </summary>
    [JsonConverter(typeof(CountRowsConverter))]
    public required int[][] Offered { get; init; }

    /// <summary>One row per correct class, one column per option: number of questions in which the model chose it.</summary>
    [JsonConverter(typeof(CountRowsConverter))]
    public required int[][] Chosen { get; init; }

    /// <summary>Per correct class: number of responses from which no option was read.</summary>
    [JsonConverter(typeof(CountsConverter))]
    public required int[] Unread { get; init; }
}
