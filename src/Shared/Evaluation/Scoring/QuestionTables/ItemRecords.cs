namespace MuBench.Scoring.QuestionTables;

/// <summary>The dataset's rows of a run's questions, by column, in ascending order.</summary>
/// <param name="Rows">The row numbers.</param>
/// <param name="Images">The image of each row, numbered from 0. Adjacent rows with the same bytes have the same image.</param>
/// <param name="SourceNumbers">The source dataset of each row, as an index into <paramref name="Sources"/>.</param>
/// <param name="Sources">The source datasets.</param>
internal sealed record ItemRecords(int[] Rows, int[] Images, int[] SourceNumbers, string[] Sources);
