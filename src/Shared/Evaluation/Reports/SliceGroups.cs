using MuBench.Scoring.Slices;

namespace MuBench.Reports;

/// <summary>The groups of slices, in display order.</summary>
internal static class SliceGroups
{
    private const string SourcePrefix = "dataset:";

    // A slice belongs to the first group whose prefix it has; without any prefix it is a question key.
    private static readonly (string Name, string? Prefix)[] Sorts =
    [
        ("Whole task", null),
        ("Question type", null),
        ("Class", "class:"),
        ("Field", null),
        ("Authors' selection", null),
        ("Source dataset", SourcePrefix),
        ("Source dataset and class", SourcePrefix),
        ("Subdomain", "subdomain:"),
        ("Modality", "modality:"),
        ("Submodality", "submodality:"),
        ("Scale", "scale:"),
        ("Taxonomy group", "group:"),
        ("Classification task", "task:"),
        ("Boxes against outlines (MuBench's)", "metric:"),
        ("Caption template; the official one is _1, scored above", "template:"),
    ];

    /// <summary>The position of a slice's group.</summary>
    public static int OrderOf(string slice)
    {
        var name = slice switch
        {
            SliceRules.All => "Whole task",
            SliceRules.Pathology or SliceRules.HAndE => "Field",
            SliceRules.Authors or SliceRules.WithoutEulenberg => "Authors' selection",
            _ when slice.StartsWith(SourcePrefix, StringComparison.Ordinal) && slice.Contains('/', StringComparison.Ordinal) => "Source dataset and class",
            _ => null,
        };
        var sort = Array.FindIndex(Sorts, sort => name is null ? sort.Prefix is { } prefix && slice.StartsWith(prefix, StringComparison.Ordinal) : sort.Name == name);
        return sort >= 0 ? sort : Array.FindIndex(Sorts, sort => sort.Name == "Question type");
    }

    /// <summary>The name of a group.</summary>
    public static string NameOf(int order) => Sorts[order].Name;

    /// <summary>A slice's name within its group.</summary>
    public static string Label(string slice) => slice switch
    {
        SliceRules.All => "whole task",
        SliceRules.Authors => "what the authors scored",
        SliceRules.WithoutEulenberg => "without Eulenberg darkfield and epifluorescence",
        _ => Sorts[OrderOf(slice)].Prefix is { } prefix ? slice[prefix.Length..] : slice,
    };
}
