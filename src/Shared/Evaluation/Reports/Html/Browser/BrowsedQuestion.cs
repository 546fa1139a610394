namespace MuBench.Reports.Html.Browser;

/// <summary>A question with the responses of all models.</summary>
internal sealed record BrowsedQuestion
{
    /// <summary>The question key, such as <c>modality</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its id, if its row has further questions that are not given; else null.</summary>
    public string? Id { get; init; }

    /// <summary>Whether only the outcomes of its responses are given: the page asks for the rest when it shows the question.</summary>
    public bool IsBrief { get; init; }

    /// <summary>The question as asked.</summary>
    public required string Text { get; init; }

    /// <summary>The options in stored order; empty for a question without options.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Index of the correct option; -1 without options.</summary>
    public required int AnswerIndex { get; init; }

    /// <summary>The correct answer as text, for a question without options; else null.</summary>
    public string? Reference { get; init; }

    /// <summary>The true boxes of a question that asks for boxes: left, top, right, bottom in pixels of its first image; else empty.</summary>
    public IReadOnlyList<IReadOnlyList<float>> Boxes { get; init; } = [];

    /// <summary>The true outlines of a question that asks for boxes: x0, y0, x1, y1, ... in pixels; else empty.</summary>
    public IReadOnlyList<IReadOnlyList<float>> Polygons { get; init; } = [];

    /// <summary>Indices of the <see cref="QuestionSample.Passes"/> in which it has no response.</summary>
    public IReadOnlyList<int> MissingIn { get; init; } = [];

    /// <summary>Indices of its <see cref="QuestionSample.Slices"/>.</summary>
    public required IReadOnlyList<int> Slices { get; init; }

    /// <summary>One response per model, in the order of <see cref="QuestionSample.Models"/>.</summary>
    public required IReadOnlyList<BrowsedResponse> Responses { get; init; }
}
