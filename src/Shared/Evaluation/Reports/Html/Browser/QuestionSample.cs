namespace MuBench.Reports.Html.Browser;

/// <summary>
/// Some of a run's questions with their images and with what every model said: what the browser of <c>report.html</c> shows. A
/// page cannot hold all of a whole benchmark; <c>report.json</c> has none of it.
/// </summary>
public sealed record QuestionSample
{
    /// <summary>The protocols under which every answer was read, the one that heads the report first.</summary>
    public required IReadOnlyList<string> Protocols { get; init; }

    /// <summary>The models whose answers are shown, controls among them.</summary>
    public required IReadOnlyList<BrowsedModel> Models { get; init; }

    /// <summary>The slices that questions can be looked up by.</summary>
    public required IReadOnlyList<BrowsedSlice> Slices { get; init; }

    /// <summary>Rows of the dataset, those that go first into the page first.</summary>
    public required IReadOnlyList<BrowsedRow> Rows { get; init; }

    /// <summary>Rows of the run: its images, or sets of images.</summary>
    public required int AllRows { get; init; }

    /// <summary>Questions of the run.</summary>
    public required int AllQuestions { get; init; }

    /// <summary>Seed of the sample.</summary>
    public required int Seed { get; init; }
}
