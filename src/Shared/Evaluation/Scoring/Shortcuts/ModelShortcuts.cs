namespace MuBench.Scoring.Shortcuts;

/// <summary>One model's metadata and fine answers, image by image.</summary>
public sealed record ModelShortcuts
{
    /// <summary>The model's id.</summary>
    public required string Id { get; init; }

    /// <summary>The whole run's images.</summary>
    public required ShortcutGroup All { get; init; }

    /// <summary>The images of each source dataset, in the order of the plan.</summary>
    public required IReadOnlyList<ShortcutGroup> Sources { get; init; }

    /// <summary>C of SPeC: the mean over images of the share of metadata questions that are right.</summary>
    public required ShortcutShare MetadataScore { get; init; }

    /// <summary>T of SPeC: the mean over images of the share of fine questions that are right.</summary>
    public required ShortcutShare AnswerScore { get; init; }

    /// <summary>S of SPeC: 0.8 T + 0.2 C.</summary>
    public required ShortcutShare CombinedScore { get; init; }
}
