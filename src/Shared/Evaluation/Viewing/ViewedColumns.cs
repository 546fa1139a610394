using MuBench.Datasets;

namespace MuBench.Viewing;

/// <summary>The columns of a dataset's questions beside its table. Texts are stored once.</summary>
internal sealed class ViewedColumns
{
    /// <summary>The tasks.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>Each question's task, a number in <see cref="Tasks"/>.</summary>
    public required byte[] TaskOf { get; init; }

    /// <summary>The texts of questions and options.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Each question's text, a number in <see cref="Texts"/>.</summary>
    public required int[] TextOf { get; init; }

    /// <summary>The lists of options that occur, each of numbers in <see cref="Texts"/>.</summary>
    public required IReadOnlyList<int[]> Options { get; init; }

    /// <summary>Each question's options, a number in <see cref="Options"/>.</summary>
    public required int[] OptionsOf { get; init; }

    /// <summary>Index of each question's correct option; -1 without options.</summary>
    public required sbyte[] GoldOf { get; init; }

    /// <summary>How many questions of its row with its key there are up to each question, from 1.</summary>
    public required byte[] Occurrence { get; init; }

    /// <summary>What a localisation question expects, a number in <see cref="Texts"/>; -1 for others.</summary>
    public required int[] ReferenceOf { get; init; }

    /// <summary>Number of images of each question's item.</summary>
    public required byte[] PartsOf { get; init; }

    /// <summary>The first 16 hex digits of the hash of each question's images, as a number.</summary>
    public required ulong[] ImageOf { get; init; }

    /// <summary>The class of a localisation question; null for others.</summary>
    public string? ClassOf(int question) => Tasks[TaskOf[question]] == BenchmarkTasks.Localization && ReferenceOf[question] >= 0 ? Texts[TextOf[question]] : null;
}
