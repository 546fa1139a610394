namespace MuBench.Datasets.Import.Tsv;

/// <summary>The columns of a VLMEvalKit table that are read.</summary>
/// <remarks>open-compass/VLMEvalKit, <c>vlmeval/dataset/image_base.py</c> and <c>image_mcq.py</c>.</remarks>
internal static class TsvColumns
{
    /// <summary>The id of the row. The <see cref="Image"/> cell of another row may refer to it.</summary>
    public const string Index = "index";

    /// <summary>The image in base64, a list of several, or the index of a row that has the image.</summary>
    public const string Image = "image";

    /// <summary>The image's path relative to the table's folder.</summary>
    public const string ImagePath = "image_path";

    public const string Question = "question";

    /// <summary>A text that is put before the question.</summary>
    public const string Hint = "hint";

    /// <summary>All options as one list, if they do not have a column each.</summary>
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
