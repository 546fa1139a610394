namespace MuBench.Scoring.Extraction;

/// <summary>What stands at a place of a reply: an option, nothing, or something that settles that no option can be read.</summary>
internal readonly record struct Reading
{
    /// <summary>Nothing that reads as an answer.</summary>
    public static Reading None { get; }

    /// <summary>Two options at once, a letter beside another option's text, or a letter without option.</summary>
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
