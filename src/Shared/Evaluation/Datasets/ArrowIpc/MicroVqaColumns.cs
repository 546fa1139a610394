namespace MuBench.Datasets.ArrowIpc;

/// <summary>The columns that are read from MicroVQA's release on the Hub (<c>jmhb/microvqa</c>).</summary>
internal static class MicroVqaColumns
{
    public const string Images = "images_list";
    public const string Question = "question";
    public const string Choices = "choices";
    public const string Answer = "correct_index";
    public const string Task = "task";
    public const string QuestionId = "key_question";
    public const string ImageId = "key_image";

    /// <summary>Suffix of the columns that hold the questions before RefineBot rewrote them.</summary>
    public const string StageOne = "_1";

    /// <summary>The required columns.</summary>
    public static IReadOnlyList<string> Required { get; } = [Images, Question, Choices, Answer, Task];

    /// <summary>Whether a file has these columns, and not μ-Bench's.</summary>
    public static bool Has(Apache.Arrow.Schema schema) => schema.FieldsList.Any(field => field.Name == Images);
}
