namespace MuBench.Scoring.QuestionTables;

/// <summary>The dataset's rows behind the items of a run, by column, in ascending order.</summary>
/// <param name="Rows">The row number of each.</param>
/// <param name="Images">Its image, numbered from 0: rows that follow one another with the same bytes have the same.</param>
/// <param name="SourceNumbers">Its source dataset, as an index into <paramref name="Sources"/>.</param>
/// <param name="Sources">The source datasets.</param>
internal sealed record ItemRecords(int[] Rows, int[] Images, int[] SourceNumbers, string[] Sources);
