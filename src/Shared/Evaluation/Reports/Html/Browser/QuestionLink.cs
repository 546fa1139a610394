using System.Text;
using MuBench.Printing;

namespace MuBench.Reports.Html.Browser;

/// <summary>
/// A filter of the browser of questions as the fragment of a link, such as <c>#model=gpt&amp;outcome=wrong</c>. The page's script
/// reads it, so that a link leads to the questions behind a number.
/// </summary>
internal sealed record QuestionLink
{
    /// <summary>The value of <see cref="Outcome"/> for questions that failed or were not run.</summary>
    public const string Missing = "missing";

    /// <summary>A model's id.</summary>
    public string? Model { get; init; }

    /// <summary>The id of a model that differs from <see cref="Model"/>: one of the two is right.</summary>
    public string? Other { get; init; }

    /// <summary>The outcome of the model's response, as in the table of outcomes, or <see cref="Missing"/>.</summary>
    public string? Outcome { get; init; }

    /// <summary>The task of a slice; goes with <see cref="Slice"/>.</summary>
    public string? Task { get; init; }

    /// <summary>A slice of the task.</summary>
    public string? Slice { get; init; }

    /// <summary>Text in a question, an option or a response.</summary>
    public string? Words { get; init; }

    /// <summary>The id of a further pass without a response to the questions.</summary>
    public string? Pass { get; init; }

    /// <summary>The address.</summary>
    public override string ToString()
    {
        var address = new StringBuilder("#");
        Add(address, "model", Model);
        Add(address, "other", Other);
        Add(address, "outcome", Outcome);
        Add(address, "slice", Task is null ? null : $"{Task}/{Slice}");
        Add(address, "text", Words);
        Add(address, "pass", Pass);
        return address.ToString();
    }

    private static void Add(StringBuilder address, string name, string? value)
    {
        if (value is null) return;
        if (address.Length > 1) address.Append('&');
        address.Append(name).Append('=').Append(Uri.EscapeDataString(ShownText.Clean(value)));
    }
}
