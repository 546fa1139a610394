namespace MuBench.Scoring.Shortcuts;

/// <summary>
/// Per image: are the metadata questions (domain, modality, stain, subdomain, submodality) right, and is the fine answer right?
/// A right answer on an image whose metadata the model gets wrong may be a shortcut.
/// </summary>
public sealed record ShortcutAnalysis
{
    /// <summary>The protocol of the outcomes.</summary>
    public required string Protocol { get; init; }

    /// <summary>Number of images with a fine question and at least one metadata question.</summary>
    public required int Images { get; init; }

    /// <summary>The models with a response to such images, in the order of the report.</summary>
    public required IReadOnlyList<ModelShortcuts> Models { get; init; }

    /// <summary>Paired comparisons of every two models that are not floors.</summary>
    public required IReadOnlyList<ShortcutComparison> Comparisons { get; init; }
}
