namespace MuBench.Reports.Html.Browser;

/// <summary>
/// Some questions of a run with their images and every model's response: the content of the browser of
/// <c>report.html</c>. A page cannot hold a whole benchmark; <c>report.json</c> contains none of this.
/// </summary>
internal sealed record QuestionSample
{
    /// <summary>The protocols under which every response was read, the main protocol first.</summary>
    public required IReadOnlyList<string> Protocols { get; init; }

    /// <summary>The models and controls whose responses are shown.</summary>
    public required IReadOnlyList<BrowsedModel> Models { get; init; }

    /// <summary>Further passes (repeats, option orders), whose responses are not shown, but whose missing questions can be found.</summary>
    public IReadOnlyList<string> Passes { get; init; } = [];

    /// <summary>The slices by which questions can be filtered.</summary>
    public required IReadOnlyList<BrowsedSlice> Slices { get; init; }

    /// <summary>Rows of the dataset, in the order in which they are put into the page.</summary>
    public required IReadOnlyList<BrowsedRow> Rows { get; init; }

    /// <summary>Number of rows of the run, which are its items.</summary>
    public required int AllRows { get; init; }

    /// <summary>Number of questions of the run.</summary>
    public required int AllQuestions { get; init; }

    /// <summary>Seed of the sample.</summary>
    public required int Seed { get; init; }
}
