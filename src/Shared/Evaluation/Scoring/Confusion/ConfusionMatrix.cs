using System.Text.Json.Serialization;
using MuBench.Json;

namespace MuBench.Scoring.Confusion;

/// <summary>
/// What a model chose for the images of each class of one source dataset, on the fine questions that it answered. The options
/// of a question are a sample of the classes, so a count says little without how often the pair was to be had: the rate of a
/// confusion is <c>chosen / offered</c>.
/// </summary>
public sealed record ConfusionMatrix
{
    /// <summary>Task of the questions: <c>fine</c>.</summary>
    public required string Task { get; init; }

    /// <summary>The source dataset.</summary>
    public required string Source { get; init; }

    /// <summary>The protocol that read the answers.</summary>
    public required string Protocol { get; init; }

    /// <summary>Answered questions; those that failed or were not run are left out.</summary>
    public required int N { get; init; }

    /// <summary>
    /// The texts of options and correct answers, in ordinal order, <c>none of the above</c> last. At most
    /// <see cref="ConfusionCounter.MaxClasses"/>: of more, the rarest stand together in the last one, named by how many they are.
    /// </summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>A row per correct class, a column per option: questions in which that option was to choose. Of the pooled class, options.</summary>
    [JsonConverter(typeof(CountRowsConverter))]
    public required int[][] Offered { get; init; }

    /// <summary>A row per correct class, a column per option: questions in which the model chose it.</summary>
    [JsonConverter(typeof(CountRowsConverter))]
    public required int[][] Chosen { get; init; }

    /// <summary>Per correct class: answers from which no option was read.</summary>
    [JsonConverter(typeof(CountsConverter))]
    public required int[] Unread { get; init; }
}
