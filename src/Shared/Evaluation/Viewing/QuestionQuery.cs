namespace MuBench.Viewing;

/// <summary>The conditions on the questions of a dataset, as they stand in the address of a page. An empty one is no condition.</summary>
public sealed record QuestionQuery
{
    /// <summary>Which results are shown: empty for the latest of each model, <c>every</c>, or the id of a run.</summary>
    public string Results { get; init; } = "";

    /// <summary>The model that <see cref="Outcome"/> and <see cref="Other"/> are about.</summary>
    public string Model { get; init; } = "";

    /// <summary>The outcome of the model, or of any model: a name of an outcome, or <c>missing</c>.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>A second model, of which one is right where the other is not.</summary>
    public string Other { get; init; } = "";

    /// <summary>How models disagree: <c>models</c>, <c>protocols</c>, <c>none</c> or <c>every</c>.</summary>
    public string Differ { get; init; } = "";

    /// <summary>The task.</summary>
    public string Task { get; init; } = "";

    /// <summary>The source dataset.</summary>
    public string Source { get; init; } = "";

    /// <summary>The question key.</summary>
    public string Key { get; init; } = "";

    /// <summary>A tag; <c>*</c> for any note or tag.</summary>
    public string Tag { get; init; } = "";

    /// <summary>A text that question, options, key, source or note contain, in any case; or the id of a question.</summary>
    public string Text { get; init; } = "";

    /// <summary>The protocol: empty or <c>official</c>, or <c>strict</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>Takes the conditions out of an address.</summary>
    /// <param name="value">The value of a name in the address; null if it is not there.</param>
    public static QuestionQuery Of(Func<string, string?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        string At(string name) => value(name)?.Trim() ?? "";
        return new QuestionQuery
        {
            Results = At("results"),
            Model = At("model"),
            Outcome = At("outcome"),
            Other = At("other"),
            Differ = At("differ"),
            Task = At("task"),
            Source = At("source"),
            Key = At("key"),
            Tag = At("tag"),
            Text = At("text"),
            Protocol = At("protocol"),
        };
    }
}
