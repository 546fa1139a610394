namespace MuBench.Datasets.Import.Tsv;

/// <summary>The columns of a VLMEvalKit table that are read.</summary>
/// <remarks>open-compass/VLMEvalKit, <c>vlmeval/dataset/image_base.py</c> and <c>image_mcq.py</c>.</remarks>
internal static class TsvColumns
{
    /// <summary>The row's own name, which an <see cref="Image"/> cell of another row may give.</summary>
    public const string Index = "index";

    /// <summary>The image in base64, or a list of several, or the index of a row that has it.</summary>
    public const string Image = "image";

    /// <summary>The image's path relative to the table's folder.</summary>
    public const string ImagePath = "image_path";

    public const string Question = "question";

    /// <summary>A text that goes before the question.</summary>
    public const string Hint = "hint";

    /// <summary>All options as one list, where there is no column for each.</summary>
    public const string Options = "options";

    /// <summary>The correct option's letter.</summary>
    public const string Answer = "answer";

    public const string Category = "category";

    public const string OuterCategory = "l2-category";

    /// <summary>Name of the source dataset.</summary>
    public const string Dataset = "dataset";

    /// <summary>The columns of single options: <c>A</c> to <c>Z</c>.</summary>
    public static IReadOnlyList<string> Letters { get; } = [.. Enumerable.Range('A', 26).Select(letter => ((char)letter).ToString())];
}
