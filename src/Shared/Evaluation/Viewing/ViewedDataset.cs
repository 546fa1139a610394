using MuBench.Datasets;

namespace MuBench.Viewing;

/// <summary>A dataset that is being looked at.</summary>
/// <param name="Reader">Reads its items.</param>
/// <param name="Questions">Its questions.</param>
/// <param name="Results">Reads the outcomes of its runs.</param>
internal sealed record ViewedDataset(DatasetReader Reader, ViewedQuestions Questions, ResultReader Results);
