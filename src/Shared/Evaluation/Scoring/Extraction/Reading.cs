namespace MuBench.Scoring.Extraction;

/// <summary>The result of reading at a position of a response: an option, nothing, or a finding that no option can be read.</summary>
internal readonly record struct Reading
{
    /// <summary>Nothing that can be read as an answer.</summary>
    public static Reading None { get; }

    /// <summary>Two options at once, a letter with another option's text, or a letter without an option.</summary>
    public static Reading Unclear { get; } = new() { IsUnclear = true };

    /// <summary>The option read, if any.</summary>
    public int? Option { get; private init; }

    /// <summary>Whether this is <see cref="Unclear"/>.</summary>
    public bool IsUnclear { get; private init; }

    /// <summary>Whether this is <see cref="None"/>.</summary>
    public bool IsNone => Option is null && !IsUnclear;

    /// <summary>An option.</summary>
    public static Reading Of(int option) => new() { Option = option };
}
