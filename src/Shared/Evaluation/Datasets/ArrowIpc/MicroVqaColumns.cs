namespace MuBench.Datasets.ArrowIpc;

/// <summary>The columns of MicroVQA's release on the Hub (<c>jmhb/microvqa</c>) that are read.</summary>
internal static class MicroVqaColumns
{
    public const string Images = "images_list";
    public const string Question = "question";
    public const string Choices = "choices";
    public const string Answer = "correct_index";
    public const string Task = "task";
    public const string QuestionId = "key_question";
    public const string ImageId = "key_image";

    /// <summary>Ends the columns of the questions as they were before RefineBot rewrote them.</summary>
    public const string StageOne = "_1";

    /// <summary>The columns that must be there.</summary>
    public static IReadOnlyList<string> Required { get; } = [Images, Question, Choices, Answer, Task];

    /// <summary>Whether a file's columns are these and not μ-Bench's.</summary>
    public static bool Has(Apache.Arrow.Schema schema) => schema.FieldsList.Any(field => field.Name == Images);
}
